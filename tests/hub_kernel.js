async (code) => {
  const base = location.pathname.replace(/nothing$/, "");
  const token = /(?:^|; )_xsrf=([^;]+)/.exec(document.cookie)[1];
  const made = await fetch(`${base}api/kernels`, { method: "POST", headers: { "X-XSRFToken": token } });
  const { id } = await made.json();
  const socket = new WebSocket(
    `ws://${location.host}${base}api/kernels/${id}/channels?session_id=x&_xsrf=${token}`,
  );
  const header = { msg_id: "x", session: "x", username: "", version: "5.3", date: new Date().toISOString() };
  const ask = { header: { ...header, msg_type: "execute_request" }, parent_header: {}, metadata: {},
    channel: "shell", content: { code, silent: false, store_history: false, stop_on_error: true } };
  let said = "";
  return new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error("the kernel cannot be reached"));
    socket.onopen = () => socket.send(JSON.stringify(ask));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.parent_header.msg_id !== "x") return;
      if (message.msg_type === "stream") said += message.content.text;
      if (message.msg_type === "error") reject(new Error(message.content.traceback.join("\n")));
      if (message.msg_type === "execute_reply") setTimeout(() => resolve(said), 200);
    };
  });
}
