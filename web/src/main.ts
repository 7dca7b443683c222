import "@fontsource-variable/inter/wght.css";
import "@fontsource/eb-garamond/latin-400.css";
import "@fontsource/eb-garamond/latin-400-italic.css";
import "@fontsource/eb-garamond/latin-500.css";
import "./styles.css";
import { element } from "./view/dom";
import { showLogin } from "./view/login";
import { showShelf } from "./view/shelf";
import { showWatch } from "./view/watch";

const app = document.getElementById("app")!;
const path = location.pathname.split("/").filter(Boolean).map(decodeURIComponent);

async function show(): Promise<void> {
  if (path[0] === "login") return showLogin(app);
  if (path[0] === "watch" && path[1]) return showWatch(app, path[1]);
  return showShelf(app);
}

show().catch((error: unknown) => {
  const what = error instanceof Error ? error.message : String(error);
  app.replaceChildren(element("main", { class: "centre" }, element("div", { class: "panel", role: "alert" },
    element("h1", {}, "This did not work"), element("p", {}, what),
    element("a", { class: "button", href: "/" }, "Back to the shelf"))));
});
