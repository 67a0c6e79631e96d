import type { LeaderboardWindow } from "../../../engine/community/calendar.ts";
import type { Topic } from "../../../engine/question/curriculum.ts";
import { room, slack, terminal } from "./chats.ts";
import { daily } from "./daily.ts";
import { counted, dateText, shortDateText, timeText, topicNames, weekdaysText, windowNames } from "./format.ts";
import { insights } from "./insights.ts";
import { home, leaderboard, link, progress, reviews } from "./learner.ts";
import { about, argumentHints, crash, didYouMean, forget, help, refusals, refusalTitle, report } from "./notices.ts";
import { program, question } from "./question.ts";
import { settings } from "./settings.ts";
import { tasks } from "./tasks.ts";
import { timeline } from "./timeline.ts";
import { trace } from "./trace.ts";
import { more, verdict } from "./verdict.ts";

/** Everything people read, in English. */
export const wordsEn = {
  topicName: (topic: Topic) => topicNames[topic],
  windowName: (window: LeaderboardWindow) => windowNames[window],
  points: (points: number) => counted(points, "point"),
  date: dateText,
  shortDate: shortDateText,
  time: timeText,
  weekdays: weekdaysText,
  moment: (date: string, time: string) => `${date} at ${time}`,
  quoted: (text: string) => `“${text}”`,
  question,
  program,
  verdict,
  more,
  report,
  daily,
  leaderboard,
  progress,
  reviews,
  link,
  home,
  insights,
  help,
  about,
  argumentHints,
  crash,
  trace,
  settings,
  tasks,
  timeline,
  forget,
  refusalTitle,
  didYouMean,
  refusals,
  slack,
  room,
  terminal,
};
