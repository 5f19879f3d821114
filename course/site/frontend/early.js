try { const t = localStorage.getItem("smerte-og-arbeid/theme"); if (t) document.documentElement.dataset.theme = JSON.parse(t); } catch {} document.documentElement.dataset.script = "on";
