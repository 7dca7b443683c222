// The page of one film: the introduction, then the picture and what lies over it.
import { Film, fetchFilms, fetchManifest, inLanguage, type Manifest } from "../manifest";
import { chooseCodecs } from "../player/media";
import { Player } from "../player/player";
import { FPS, type Entry, type State } from "../protocol";
import { keepSettings, readSettings, readShowing, type Settings } from "../settings";
import { ChoicePanel, openWays } from "./choice";
import { Controls } from "./controls";
import { element, languageName } from "./dom";
import { intro, type Begin } from "./intro";
import { WhyPanel } from "./why";

const IDLE_MS = 2600;

class Stage {
  readonly root: HTMLElement;
  private readonly video = element("video", { playsinline: true, tabindex: -1 });
  private readonly caption = element("div", { class: "caption", "aria-live": "off" });
  private readonly message = element("div", { class: "message", role: "status", hidden: true });
  private readonly toast = element("div", { class: "toast", role: "status", hidden: true });
  private readonly controls: Controls;
  private readonly why: WhyPanel;
  private readonly choice: ChoicePanel;
  private readonly film: Film;
  readonly player: Player;
  private idle = 0;
  private toasting = 0;
  private offered = { key: "", began_s: 0, ends_s: 0 };

  constructor(manifest: Manifest, private readonly settings: Settings, private readonly how: Begin) {
    this.film = new Film(manifest);
    this.why = new WhyPanel(() => this.film, () => this.language, () => this.toggleWhy());
    this.choice = new ChoicePanel((way) => this.player.choose(way));
    this.controls = new Controls({
      toggle: () => this.player.toggle(), back: () => this.back(), seek: (to) => this.player.seek(to),
      full: () => this.full(), why: () => this.toggleWhy(), leave: () => this.leave(),
      reacting: () => this.toggleReacting(), captions: (code) => this.setCaptions(code),
      ways: () => undefined, ceiling: (value) => this.player.setCeiling(value),
      again: (cut) => this.again(cut), strap: () => undefined,
    }, manifest.languages.map((code) => [code, languageName(code)]), settings.captions ? this.language : "");
    this.root = element("section", { class: "stage", "aria-label": inLanguage(manifest.title, this.language) },
      this.video, this.caption, this.message, this.toast, this.choice.root, this.controls.root, this.why.root);
    // Captions stand above the question, however many rows its ways need.
    new ResizeObserver(() => this.root.style.setProperty("--choice-height", `${this.choice.root.offsetHeight}px`))
      .observe(this.choice.root);
    this.player = new Player(this.video, manifest, settings, {
      entry: (entry) => this.onEntry(entry),
      decided: (cut) => { this.why.decided(cut); this.markTurns(); if (cut.way) this.choice.hide(); },
      offer: () => undefined,
      state: (state) => this.onState(state),
      caption: (text, speaker) => this.setCaption(text, speaker),
      waiting: (why) => this.setMessage(why),
      fault: (what, remedy, fatal) => fatal ? this.setMessage(`${what} ${remedy}`) : this.say(`${what} ${remedy}`),
      link: (up) => this.setMessage(up ? "" : "Looking for the server…"),
      ended: (entries) => this.onEnd(entries),
    }, how.from, how.heart ? "live" : how.viewer, how.heart, how.rehearsedFrom);
  }

  private get language(): string { return this.settings.language || this.film.manifest.languages[0] || "en"; }

  async start(): Promise<void> {
    this.video.addEventListener("timeupdate", () => this.onTime());
    for (const name of ["play", "pause"]) this.video.addEventListener(name, () => {
      this.controls.setPaused(this.video.paused);
      this.wake();
    });
    this.video.addEventListener("click", () => this.player.toggle());
    this.video.addEventListener("dblclick", () => this.full());
    this.root.addEventListener("pointermove", () => this.wake());
    this.root.addEventListener("focusin", () => this.wake());
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.controls.setReacting(this.settings.reacting);
    this.wake();
    await this.player.start();
    if (this.how.heart) await this.readHeart();
  }

  private async readHeart(): Promise<void> {
    try {
      this.say(`Reading ${await this.player.senseHeart()}.`);
    } catch (error) {
      this.player.stopSensing();
      this.say(`No strap is read: ${error instanceof Error ? error.message : "it did not answer"}.`);
    }
  }

  // ---- what the player tells -----------------------------------------------------------------

  private onEntry(_entry: Entry): void {
    this.why.setViewer(this.player.viewer, this.settings.reacting);
    this.markTurns();
  }

  private onTime(): void {
    this.controls.setTime(this.video.currentTime, this.player.reach);
    const { began_s, ends_s } = this.offered;
    if (this.choice.isOpen) this.choice.countdown((ends_s - this.video.currentTime) / Math.max(ends_s - began_s, 0.5));
  }

  private markTurns(): void {
    this.controls.setMarks(this.player.timeline.entries, this.player.reach,
      (way) => inLanguage(this.film.way(way)?.label, this.language));
  }

  private onState(state: State): void {
    this.why.state(state);
    this.offer(state);
  }

  // The open ways of a key point that is near, for a viewer who is asked.
  private offer(state: State): void {
    const ways = openWays(state.ways);
    const entry = this.player.timeline.last;
    const watchingAgain = this.player.timeline.at(this.video.currentTime) !== entry;
    if (ways.length < 2 || !entry || watchingAgain || this.settings.ways !== "ask" || !this.settings.reacting) {
      this.choice.hide();
      return;
    }
    const scene = this.film.sceneOf(entry.shot);
    const shot = this.film.shot(entry.shot)?.framing_of ?? entry.shot;
    const rest = (scene?.shots.length ?? 0) - 1 - (scene?.shots.indexOf(shot) ?? 0);
    const key = scene?.id ?? "";
    const ends_s = (entry.at + entry.length) / FPS - 0.5 + rest * 2;
    if (this.offered.key !== key) this.offered = { key, began_s: state.at_s, ends_s };
    this.offered.ends_s = ends_s;
    const question = inLanguage(this.player.scheduler.next?.question, this.language);
    this.choice.show({ question: question || "Which way?", ways: ways.map((way) => ({
      id: way.id, label: inLanguage(this.film.way(way.id)?.label, this.language) || way.id })) });
    this.wake();
  }

  private setCaption(text: string, speaker: string): void {
    if (this.caption.dataset.text === text) return;
    this.caption.dataset.text = text;
    this.caption.replaceChildren(...(text ? [element("span", { "data-speaker": speaker }, text)] : []));
  }

  private setMessage(text: string): void {
    this.message.hidden = text === "";
    this.message.textContent = text;
  }

  private say(text: string): void {
    clearTimeout(this.toasting);
    this.toast.textContent = text;
    this.toast.hidden = false;
    this.toasting = window.setTimeout(() => { this.toast.hidden = true; }, 3200);
  }

  private onEnd(entries: readonly Entry[]): void {
    const taken = entries.filter((entry) => entry.way && entry.why.ways.length > 1);
    const end = element("div", { class: "end panel" }, element("h2", {}, "The film you saw"),
      taken.length > 0 ? element("ol", {}, ...taken.map((entry) => element("li", {},
        element("span", {}, inLanguage(this.film.way(entry.way!)?.label, this.language)),
        element("small", {}, entry.decided_by === "hand" ? "you chose" : "the film chose")))) : null,
      element("div", { class: "buttons" },
        element("button", { class: "button primary", onclick: () => location.reload() }, "Watch again"),
        element("a", { class: "button", href: "/" }, "Back to the shelf")));
    this.root.append(end);
    this.wake();
    end.querySelector("button")?.focus();
  }

  // ---- what the viewer asks for ----------------------------------------------------------------

  private back(): void { this.player.seek(this.video.currentTime - 10); }

  private again(cut: number): void {
    this.root.querySelector(".end")?.remove();
    this.player.again(cut);
    this.say("Back to the turning point: it is open again.");
  }

  private leave(): void {
    this.say("Leaving this scene.");
    this.player.leaveScene();
  }

  private toggleWhy(): void {
    this.why.toggle();
    this.why.setViewer(this.player.viewer, this.settings.reacting);
    this.controls.setWhy(this.why.open);
    this.root.classList.toggle("with-why", this.why.open);
  }

  private toggleReacting(): void {
    this.player.react(!this.settings.reacting);
    keepSettings(this.settings);
    this.controls.setReacting(this.settings.reacting);
    this.why.setViewer(this.player.viewer, this.settings.reacting);
    this.say(this.settings.reacting ? "The film answers you again." : "Director’s cut: nothing reacts any more.");
  }

  private setCaptions(code: string): void {
    this.settings.captions = code !== "";
    this.controls.captions.value = code;
    if (code) void this.player.setLanguage(code);
    keepSettings(this.settings);
  }

  private nextLanguage(): void {
    const all = this.film.manifest.languages;
    this.setCaptions(all[(all.indexOf(this.language) + 1) % all.length] ?? this.language);
    this.say(languageName(this.language));
  }

  private full(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.root.requestFullscreen?.().catch(() => this.say("This browser refuses full screen."));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (["SELECT", "INPUT"].includes(target.tagName) && event.key !== "Escape") return;
    if (target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) return;
    const keys: Record<string, () => void> = {
      " ": () => this.player.toggle(), k: () => this.player.toggle(),
      ArrowLeft: () => this.back(), j: () => this.back(),
      ArrowRight: () => this.player.seek(this.video.currentTime + 10),
      f: () => this.full(), y: () => this.toggleWhy(), x: () => this.leave(), d: () => this.toggleReacting(),
      c: () => this.setCaptions(this.settings.captions ? "" : this.language), l: () => this.nextLanguage(),
      Escape: () => { if (this.why.open) this.toggleWhy(); },
    };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const digit = /^[0-9]$/.test(key) && this.choice.pick(Number(key));
    const run = keys[key];
    if (!run && !digit) return;
    event.preventDefault();
    run?.();
    this.wake();
  }

  private wake(): void {
    this.root.classList.remove("idle");
    clearTimeout(this.idle);
    this.idle = window.setTimeout(() => {
      const busy = this.video.paused || this.root.querySelector(".controls :focus-visible, .end") !== null;
      if (!busy) this.root.classList.add("idle");
    }, IDLE_MS);
  }
}

declare global { interface Window { kuleshov?: { player: Player } } }

export async function showWatch(app: HTMLElement, id: string): Promise<void> {
  const [manifest, films] = await Promise.all([fetchManifest(id), fetchFilms()]);
  const settings = readSettings();
  if (settings.language && !manifest.languages.includes(settings.language)) settings.language = "";
  document.title = `${inLanguage(manifest.title, settings.language)} · Kuleshov`;
  const chosen = chooseCodecs(manifest.codecs);
  const lacks = typeof chosen === "string" ? `${chosen} Current Chromium, Chrome and Edge play this film.` : "";
  const begin = (how: Begin) => {
    keepSettings(settings);
    const stage = new Stage(manifest, settings, how);
    window.kuleshov = { player: stage.player };
    app.replaceChildren(stage.root);
    void stage.start();
  };
  app.replaceChildren(element("main", {}, intro(manifest, films.find((film) => film.id === id), settings,
    readShowing(id, Date.now()), lacks, begin)));
  document.querySelector<HTMLElement>(".button.primary")?.focus();
}
