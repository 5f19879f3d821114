// Puts a kept comment into the comment it stands below. Without it the comments can be copied.
for (const button of document.querySelectorAll("button[data-into]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.into);
    const text = document.getElementById(button.getAttribute("aria-describedby")).textContent;
    field.value = field.value.trim() ? `${field.value.trim()} ${text}` : text;
    field.focus();
  });
}
