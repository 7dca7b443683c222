// The password, where one is set.
import { element } from "./dom";

export function showLogin(app: HTMLElement): void {
  const fault = element("p", { class: "fault", role: "alert" });
  const field = element("input", { type: "password", id: "password", autocomplete: "current-password",
    required: true, autofocus: true });
  const form = element("form", { class: "panel login" },
    element("h1", {}, "Kuleshov"), element("label", { for: "password" }, "Password"), field, fault,
    element("button", { class: "button primary", type: "submit" }, "Enter"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const response = await fetch("/api/login", { method: "POST",
      headers: { "Content-Type": "application/json" }, body: JSON.stringify({ password: field.value }) });
    if (response.ok) return location.assign("/");
    const told = await response.json() as { error: { what: string } };
    fault.textContent = told.error.what;
    field.select();
  });
  app.replaceChildren(element("main", { class: "centre" }, form));
}
