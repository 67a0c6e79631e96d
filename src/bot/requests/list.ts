import { daily } from "./daily/daily.ts";
import type { RequestDefinition } from "./definition.ts";
import { about } from "./help/about.ts";
import { declined } from "./help/declined.ts";
import { help } from "./help/help.ts";
import { suggest } from "./help/suggest.ts";
import { insights } from "./insights/insights.ts";
import { leaderboard } from "./leaderboard/leaderboard.ts";
import { forget, forgetConfirmed, forgetDeclined } from "./learner/forget.ts";
import { home } from "./learner/home.ts";
import { link, unlink } from "./learner/link.ts";
import { progress, workOn } from "./learner/progress.ts";
import { answer, answerInChannel } from "./question/answer.ts";
import { openAnswer, pick, send } from "./question/composed-answer.ts";
import { confidence, more } from "./question/more.ts";
import { play } from "./question/play.ts";
import { practice } from "./question/practice.ts";
import { review } from "./question/review.ts";
import { similar } from "./question/similar.ts";
import { thought } from "./question/thought.ts";
import { report, reportQuestion } from "./report/report.ts";
import type { RequestType } from "./request.ts";
import { settings } from "./settings/settings.ts";
import { settingsDaily, settingsFormRequest } from "./settings/settings-daily.ts";
import { settingsDailyOff } from "./settings/settings-daily-off.ts";
import { settingsDailyTest } from "./settings/settings-daily-test.ts";
import { trace, traceProgram } from "./trace/trace-program.ts";
import { traceStep, traceSummary } from "./trace/trace-walk.ts";

/** Every request by its type; those that can be typed in the order of the help. A new request adds its line here. */
export const requests: { readonly [Type in RequestType]: RequestDefinition<Type> } = {
  play,
  daily,
  review,
  leaderboard,
  progress,
  trace,
  help,
  about,
  link,
  unlink,
  forget,
  insights,
  settings,
  "settings-daily": settingsDaily,
  "settings-daily-off": settingsDailyOff,
  "settings-daily-test": settingsDailyTest,
  answer,
  "answer-in-channel": answerInChannel,
  "open-answer": openAnswer,
  pick,
  send,
  thought,
  more,
  confidence,
  similar,
  practice,
  home,
  "work-on": workOn,
  "forget-confirmed": forgetConfirmed,
  "forget-declined": forgetDeclined,
  "settings-form": settingsFormRequest,
  report,
  "report-question": reportQuestion,
  "trace-program": traceProgram,
  "trace-summary": traceSummary,
  "trace-step": traceStep,
  suggest,
  declined,
};
