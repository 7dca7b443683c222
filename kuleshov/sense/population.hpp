// What is known of people in general before a viewer is known: priors of the baselines, and how far
// a unit of arousal, valence or attention moves each measure. The simulated viewers are drawn from
// the same figures. Every value is a modest, rounded reading of the source named beside it; a
// viewer's own baseline is learned while watching (belief.hpp).
#pragma once

namespace kuleshov::sense::population {

struct Normal {
  double mean;
  double sd;
};

// What a felt state returns to changes too, slowly: its own sd, part of the state's.
struct Slow {
  double sd;
  double time_constant_s;
};

// Felt state. Prior of viewer_state.hpp. Time constant of moment-to-moment change while watching:
// continuous ratings of film change over tens of seconds (Sharma et al. 2019, Sci Data 6:196,
// CASE).
inline constexpr Normal arousal{0, 0.6};
inline constexpr Normal valence{0, 0.6};
inline constexpr Normal attention{0.6, 0.3};
inline constexpr double felt_change_s = 30;
// Of attention the larger part is the viewer's own and stays; the rest comes and goes.
inline constexpr Slow usual_attention{0.25, 1200};
// So has arousal a slow part: how roused one is by the task or the evening, over minutes (tonic
// against phasic arousal: Boucsein 2012). A quarter of the variance; ours, and wide readings of it
// (0.3-0.42, 5-20 min) score alike.
inline constexpr Slow usual_arousal{0.3, 600};
// And valence: a mood, which the viewer's neutral face cannot be told from at once.
inline constexpr Slow usual_valence{0.3, 600};

// Delays: how long after the event a channel answers, as the time constant of a first-order lag.
// Heart: 2-5 s (Bradley, Codispoti, Cuthbert & Lang 2001, Emotion 1:276).
// Skin: onset 1-3 s plus a rise of about 1-3 s (Boucsein 2012, Electrodermal Activity, 2nd ed.).
// Pupil: arousal dilation peaks 1-2 s after (Bradley et al. 2008, Psychophysiology 45:602).
inline constexpr double heart_delay_s = 3;
inline constexpr double skin_delay_s = 3.5;
inline constexpr double pupil_delay_s = 1.2;

// How far heart and skin move between rest and stress, read as a unit of arousal, differs from
// person to person. Mean and spread of the gains below marked "wrist" are those of 18 wrist
// recordings (Iqbal et al. 2022, Sensors 22:8135), rounded: leaving out any one person gives
// 4.9-5.7 +- 3.9-4.4 for the heart, 0.30-0.38 +- 0.31-0.37 for the level, 0.57-0.86 +- 0.95-1.15
// for the responses. `sense train --kind gains` measures them on other recordings.

// Heart rate, bpm: seated adults about 70 +- 11 (Nunan, Sandercock & Brodie 2010, PACE 33:1407).
// Film-elicited changes are a few beats a minute, and not the same in all (Kreibig 2010, Biol
// Psychol 84:394).
inline constexpr Normal heart_rate{72, 11};
inline constexpr Normal heart_gain{5, 5};  // bpm per unit of arousal; wrist
inline constexpr double heart_drift_bpm_per_sqrt_minute = 0.8;

// ln RMSSD (ms): short-term norm 42 +- 15 ms (Nunan et al. 2010); falls with arousal (Task Force
// 1996; Kim et al. 2018, Psychiatry Investig 15:235).
inline constexpr Normal log_rmssd{3.6, 0.5};
inline constexpr Normal log_rmssd_gain{-0.25, 0.15};
inline constexpr double rmssd_delay_s = 20;

// ln skin conductance level (uS): 2-20 uS on the palm, far less on the wrist (Boucsein 2012), so
// the prior is wide.
inline constexpr Normal log_skin_level{0.9, 1.1};
inline constexpr Normal log_skin_gain{0.3, 0.35};           // wrist
inline constexpr double skin_drift_per_sqrt_minute = 0.05;  // habituation, warming

// ln responses per minute: 1-3 at rest, above 20 in high arousal (Boucsein 2012); about one in ten
// does not respond at all. At the wrist they follow arousal far less surely than at the palm (van
// Dooren, de Vries & Janssen 2012, Physiol Behav 106:298).
inline constexpr Normal log_response_rate{1.1, 0.8};
inline constexpr Normal response_gain{0.7, 1.0};  // wrist

// How far a unit of arousal moves each measure of heart and skin, and how people differ in it.
struct Gains {
  Normal heart = heart_gain;
  Normal log_rmssd = log_rmssd_gain;
  Normal log_skin = log_skin_gain;
  Normal response = response_gain;
};

// Pupil, mm, after the light is taken out: 0.1-0.5 mm of arousal (Bradley et al. 2008).
inline constexpr Normal pupil{4.0, 0.8};
inline constexpr Normal pupil_gain{0.15, 0.1};
inline constexpr double pupil_drift_per_sqrt_minute = 0.05;

// Pupil per ln unit of luminance, mm: the steep part of the formula of Watson & Yellott 2012 (J Vis
// 12(10):12) falls by about 0.4-0.7.
inline constexpr Normal light_gain{-0.5, 0.3};

// Face: zygomatic less corrugator evidence, -1..1 of intensity, per unit of valence (Larsen, Norris
// & Cacioppo 2003, Psychophysiology 40:776). Viewers alone move little: silence is weak evidence.
inline constexpr Normal face{0.0, 0.1};
inline constexpr Normal face_gain{0.25, 0.15};

// ln blinks per minute: about 17 at rest (Bentivoglio et al. 1997, Mov Disord 12:1028); fewer while
// absorbed (Nakano et al. 2009, Proc R Soc B 276:3635).
inline constexpr Normal log_blink_rate{2.8, 0.5};
inline constexpr Normal blink_gain{-1.0, 0.5};  // per unit of attention above 0.6

// ln of how often a minute a viewer looks away for a second: three times at usual attention (95 %
// of the time on the picture), far more while the mind is elsewhere, hardly ever while absorbed
// (looks at a screen follow a long-tailed law of engagement: Anderson & Kirkorian 2006, in Bryant &
// Vorderer, Psychology of Entertainment, 35-54; Hawkins et al. 2005, Media Psychol 7:1). How much
// is a rounded reading of ours, hence the wide gain.
inline constexpr Normal log_away{1.1, 0.6};
inline constexpr Normal away_gain{-3.5, 1.5};  // per unit of attention above 0.6
inline constexpr double away_look_s = 1;

// Share of the looks that rest where the film wants them. Gazes of an audience gather on few places
// of an edited film, faces first (Dorr, Martinetz, Gegenfurtner & Barth 2010, J Vis 10(10):28;
// Mital, Smith, Hill & Henderson 2011, Cogn Comput 3:5), less so while the mind wanders (Mills,
// Bixler, Wang & D'Mello 2016, Educational Data Mining). Films and compositions differ more than
// people do, so the usual share is learned while watching; how much it moves is a rounded reading
// of ours.
inline constexpr Normal near_target{0.55, 0.2};
inline constexpr Normal near_gain{0.4, 0.25};  // of the share, per unit of attention above 0.6
inline constexpr double near_target_drift_per_sqrt_minute = 0.05;

// A window of two minutes tells of what was felt a minute ago on average.
inline constexpr double window_delay_s = 60;

}  // namespace kuleshov::sense::population
