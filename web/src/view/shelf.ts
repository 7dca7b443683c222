// The shelf: the first film large, the others beneath it.
import { backdropOf, fetchFilms, fileUrl, inLanguage, type FilmSummary } from "../manifest";
import { element, languageName } from "./dom";

const pageLanguage = () => navigator.language.split("-")[0] ?? "en";

function picture(film: FilmSummary, name: string | undefined): HTMLElement {
  if (name) return element("img", { src: fileUrl(film.id, name), alt: "", loading: "lazy" });
  const blank = element("div", { class: "blank" });
  const [dark, , light] = film.palette;
  if (dark) blank.style.background = `linear-gradient(160deg, ${dark}, ${light ?? "#111"})`;
  return blank;
}

function facts(film: FilmSummary): HTMLElement {
  const minutes = [film.shortest_s, film.longest_s].map((s) => Math.round(s / 60)).filter((m) => m > 0);
  const length = minutes.length === 2 ? `${minutes[0]}–${minutes[1]} min` : "";
  const parts = [film.genre, length, film.languages.map(languageName).join(" · "),
    film.complete ? "" : `still being made, ${film.shots_ready} of ${film.shots} shots`];
  return element("p", { class: "facts" }, parts.filter(Boolean).join("   ·   "));
}

const watchUrl = (film: FilmSummary) => `/watch/${encodeURIComponent(film.id)}`;

function hero(film: FilmSummary): HTMLElement {
  const language = pageLanguage();
  return element("section", { class: "hero", "aria-label": inLanguage(film.title, language) },
    element("div", { class: "hero-picture" }, picture(film, backdropOf(film.poster))),
    element("div", { class: "hero-text" },
      element("h1", {}, inLanguage(film.title, language)),
      element("p", { class: "logline" }, inLanguage(film.logline, language)),
      facts(film),
      element("a", { class: "button primary", href: watchUrl(film) }, "Watch"),
      film.author ? element("p", { class: "byline" }, film.author) : null));
}

function card(film: FilmSummary): HTMLElement {
  const language = pageLanguage();
  return element("a", { class: "card", href: watchUrl(film) },
    element("div", { class: "card-picture" }, picture(film, film.poster?.still)),
    element("h2", {}, inLanguage(film.title, language)),
    element("p", {}, inLanguage(film.logline, language)), facts(film));
}

export async function showShelf(app: HTMLElement): Promise<void> {
  document.title = "Kuleshov";
  const films = await fetchFilms();
  const [first, ...others] = films;
  app.replaceChildren(
    element("header", { class: "top" }, element("a", { class: "mark", href: "/" }, "Kuleshov"),
      element("span", { class: "tagline" }, "films that answer their viewers")),
    element("main", { class: "shelf" },
      first ? hero(first) : element("p", {}, "There is no film here yet."),
      others.length > 0 ? element("section", { class: "others", "aria-label": "More films" },
        ...others.map(card)) : null));
}
