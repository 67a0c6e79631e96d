// One list of words: everything people read, in English. Another language is another file of this shape.
import type { LeaderboardWindow } from "../engine/community/calendar.ts";
import type { Topic } from "../engine/question/topic.ts";
import type { WaitSpan } from "../interpreter/analysis/trace.ts";

const topicNames: Readonly<Record<Topic, string>> = {
  "sync-and-async": "Sync and async",
  blocking: "Blocking and non-blocking",
  "callbacks-promises-async-await": "Callbacks, promises, async/await",
  "event-loop": "The event loop",
  "concurrency-and-parallelism": "Concurrency and parallelism",
};

const windowNames: Readonly<Record<LeaderboardWindow, string>> = {
  today: "Today",
  week: "This week",
  month: "This month",
  all: "All time",
};

const moduleNames = {
  commonjs: "Node.js runs it as a CommonJS file, `node main.cjs`.",
  module: "Node.js runs it as an ES module, `node main.mjs`.",
};

const waitNames: Readonly<Record<WaitSpan["kind"], string>> = {
  timer: "timer",
  interval: "interval",
  network: "network",
  disk: "disk",
  worker: "worker",
};

const awaited: Readonly<Record<WaitSpan["kind"], string>> = {
  timer: "its timer",
  interval: "its interval",
  network: "the network",
  disk: "the disk",
  worker: "the worker",
};

const weekdayShort = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export const wordsEn = {
  topicName: (topic: Topic) => topicNames[topic],
  windowName: (window: LeaderboardWindow) => windowNames[window],
  points: (points: number) => counted(points, "point"),
  date: (localDate: string) => dateText(localDate, { weekday: "long", day: "numeric", month: "long" }),
  time: (minuteOfDay: number) =>
    `${String(Math.floor(minuteOfDay / 60)).padStart(2, "0")}:${String(minuteOfDay % 60).padStart(2, "0")}`,
  weekdays: (days: readonly number[]) => weekdaysText(days),
  quoted: (text: string) => `“${text}”`,

  question: {
    title: (topic: Topic) => topicNames[topic],
    worth: (difficulty: number) => `A right first answer earns ${counted(difficulty, "point")}.`,
    missed: "You missed this one before: no points this time, only the pleasure of knowing.",
    again: "You have answered every question here; this is the one you saw longest ago.",
    practice: "Practice: no points.",
    unknown: "I don't know",
    spokenChoice: (letter: string, text: string) => `${letter}: ${text}`,
    spokenChosen: (choice: string) => `${choice} (chosen; press to take it out)`,
    chooseAll: "Choose all that apply.",
    /** On a post in a channel: opens a card of one's own. */
    open: "Answer",
    undo: "Undo",
    send: "Send",
    arrow: " → ",
    pressInOrder: "Press the letters in your order, then Send.",
    pressAll: "Press each letter that applies (once more takes it out), then Send.",
    orderSoFar: "Your order so far:",
    chosenSoFar: "Chosen so far:",
    orderParts: (place: number, right: string) =>
      `Your order and the right one part at place ${place}: “${right}” comes there.`,
  },

  /** Program questions. Lines of a program are named as `line` and `end` say. */
  program: {
    ask: (module: "commonjs" | "module") =>
      `What does this program print? ${moduleNames[module]} The choices show the printed lines from first to last, ` +
      "with a dot between them.",
    askTime: (module: "commonjs" | "module") =>
      "How long does this program run, from its start until nothing is left for it to do? Count each wait and each " +
      `calculation as exactly the time it says, and all else as no time. ${moduleNames[module]}`,
    askOrder: (module: "commonjs" | "module") =>
      `In which order does this program print its lines? ${moduleNames[module]}`,
    milliseconds: (count: number) => `${count} ms`,
    host: {
      network: "`network(ms)` gives a promise that is fulfilled after about ms milliseconds.",
      disk: "`disk(ms)` gives a promise that is fulfilled after about ms milliseconds.",
      worker: "`worker(ms)` lets another thread work; its promise is fulfilled after about ms milliseconds.",
      cpu: "`cpu(ms)` calculates for ms milliseconds, then returns.",
      diskSync: "`diskSync(ms)` reads a file with a synchronous call, which takes ms milliseconds.",
    },
    separator: " · ",
    spokenSeparator: ", ",
    noOrder: "The order is not guaranteed.",
    line: (line: number, job: string | null, text: string | null) =>
      `line ${line}${job === null ? "" : ` (${job})`}${text === null ? "" : `, \`${text}\``}`,
    end: "nothing more: the program has ended",
    partsAtStart: "From the start on,",
    partsAfter: (line: string) => `After ${line},`,
    goesOn: (begin: string, machine: string, belief: string) =>
      `${begin} the machine goes on with ${machine}. Whoever holds this belief goes on with ${belief}.`,
    sameLine: (begin: string, step: string, machine: number, belief: number) =>
      `${begin} the machine goes on with ${step} at ${machine} ms. Whoever holds this belief is there at ${belief} ms.`,
    otherLine: (place: number, machine: string | null, belief: string | null) => {
      const printed =
        machine === null ? `there is no printed line ${place}` : `printed line ${place} is \`${machine}\``;
      const expected = belief === null ? "no such line" : `\`${belief}\``;
      return `The same lines run in the same order, but ${printed}. Whoever holds this belief expects ${expected}.`;
    },
    otherTime: "The same lines run at the same times; what differs is when the program ends.",
    orderIsSure:
      "Every run prints these lines in this order. What waits here waits in queues whose order is fixed, or for " +
      "times that lie far apart.",
    races: (isPlanned: boolean, one: string, other: string) =>
      `${isPlanned ? "One run may print this, and the next run something else" : "Nothing guarantees this order"}: ` +
      `the ${one} and the ${other} race, and nothing in the program makes one of them wait for the other.`,
  },

  verdict: {
    right: "Right!",
    wrong: (letter: string) => `Not ${letter}`,
    unknown: "Good to ask",
    rightAnswer: (letter: string) => `The right answer is ${letter}.`,
    rightOrder: (letters: string) => `The right order is ${letters}.`,
    wrongOrder: (letters: string) => `Not ${letters}`,
    wrongSet: (letters: string) => `Not just ${letters}`,
    beliefBehindAnswer: "The belief behind your answer",
    whyRightAnswer: "Why this is right",
    doesNotBelong: (letter: string) => `${letter} does not belong:`,
    belongs: (letter: string) => `${letter} belongs:`,
    beliefBehind: (letter: string) => `The belief behind ${letter}`,
    tempting: "Why it tempts:",
    here: "Here:",
    truth: "What is true:",
    whyRight: (letter: string) => `Why ${letter}`,
    source: "Source:",
    earned: (points: number) => `+${counted(points, "point")}`,
    earnedNothingAgain: "No points: you had answered this question before.",
    earnedNothing: "0 points. You will meet this one again.",
    firstAnswerStands: "This is your first answer; it stands.",
    closed: (day: string, time: string, zone: string) => `This question closed on ${day} at ${time} (${zone}).`,
    closedTitle: "Closed",
    next: "Next question",
    practise: "Practise it",
    mark: {
      right: "right answer",
      "picked-right": "your answer, right",
      "picked-wrong": "your answer, wrong",
    },
  },

  report: {
    button: "Report this question",
    formTitle: "Report a question",
    formIntro: "What is wrong with it? Whoever runs me reads your report, without your name.",
    reason: { label: "What is wrong", hint: "choose what fits best" },
    note: (most: number) => ({ label: "In your own words", hint: `may stay empty; at most ${most} characters` }),
    reasons: {
      "wrong-key": "The key is wrong: another answer is right",
      "unclear-wording": "The wording is unclear",
      "code-differs": "The code does not run as told",
      "typing-mistake": "There is a typing mistake",
      "something-else": "Something else",
    },
    submit: "Send",
    thanksTitle: "Thank you",
    thanks:
      "Your report is kept for whoever runs me, and makes the question better for everybody after you. If you report " +
      "it once more, the new report takes the place of this one.",
  },

  daily: {
    title: (day: string) => `Question of the day: ${day}`,
    sampleTitle: "A sample of the daily question",
    lastTime: (day: string) => `The answer of ${day}`,
    today: "Today's question",
    answered: (people: number) =>
      people === 0 ? "Nobody has answered yet. Your answer is private." : `${people} answered. Your answer is private.`,
    shares: (people: number) => (people === 0 ? "Nobody answered." : `${counted(people, "answer")}.`),
    gotRight: (right: number, people: number) =>
      people === 0 ? "Nobody answered." : `${right} of ${counted(people, "answer")} right.`,
    share: (count: number, of: number) => `${of === 0 ? 0 : Math.round((100 * count) / of)} %`,
    noneTitle: "No daily question yet",
    none: "This place has no daily question. An admin sets one up by typing:",
    noneExample: (channel: string) => `/async-quiz settings daily ${channel} 09:00 Europe/Berlin mon-fri`,
    notPostedYet: (when: string, zone: string) => `The next question comes at ${when} (${zone}).`,
    notPostedTitle: "Today's question is still to come",
    elsewhere: "There is no daily question in a private talk.",
    troubleTitle: "The daily question could not be posted",
    troubleIn: "It belongs in",
    trouble: {
      "no-permission":
        "I am not allowed to see that channel or to write in it. Invite me, allow me both; until then I keep trying.",
      "no-channel":
        "I cannot find that channel any more. Choose another one in the settings; until then I keep trying.",
      unreachable: "The chat did not answer. I keep trying.",
    },
  },

  board: {
    title: (window: LeaderboardWindow) => `Leaderboard: ${windowNames[window].toLowerCase()}`,
    empty: "Nobody has a point yet. The first right answer leads.",
    own: (place: number, players: number) => `You are number ${place} of ${players}.`,
    ownNone: "You have no points in this window yet. One right answer puts you on the board.",
    you: "you",
    until: (day: string, zone: string) => `Begins anew on ${day}, midnight ${zone}.`,
    zone: (zone: string) => `Days are those of ${zone}.`,
    zoneUnset: "Days are those of UTC, since no admin has set a time zone yet.",
    nowhere:
      "A private talk has no leaderboard, and you have no points anywhere yet: places belong to a server or workspace.",
    ownTitle: (window: LeaderboardWindow) => `Your places: ${windowNames[window].toLowerCase()}`,
    ownPlace: (place: number, players: number, points: string) => `number ${place} of ${players}, ${points}`,
    ownPlaceNone: "no points in this window yet",
    ownNote: "Days are those of each place's own time zone.",
    leftCommunity: "a place I am not in any more",
  },

  progress: {
    title: "Your path",
    topic: (answered: number, right: number, questions: number) =>
      `${answered} of ${questions} answered, ${right} right`,
    beliefs: "Beliefs to mend",
    beliefsNone: "No false belief is open. Answer on and see.",
    beliefsMore: (more: number) => `and ${more} more`,
    mended: (count: number) => `${counted(count, "belief")} mended.`,
    streak: (days: number) =>
      days === 0 ? "No streak yet: answer a question today." : `Streak: ${counted(days, "day")} in a row.`,
    answeredNone: "You have not answered a question yet.",
  },

  home: {
    daily: "Today's question",
    open: "It waits for your answer:",
    answered: "You have answered it:",
    none: "No question is open today.",
    answerDaily: "Answer today's question",
    seeDaily: "See today's answer",
    board: "Leaderboard",
    help: "Help",
    settings: "Settings",
  },

  help: {
    title: "async-quiz",
    intro:
      "Small questions about synchronous and asynchronous programs. Every wrong answer names the belief behind it. " +
      "Synchronous and asynchronous are about when work is waited on, not about guaranteed speed.",
    commands: "Commands",
    adminsOnly: "(admins)",
    play: "the next question of the path, or of one topic",
    daily: "today's question of this channel",
    leaderboard: "the top ten and your own place",
    progress: "your path, your streak, the beliefs still to mend",
    trace: "run pasted JavaScript step by step through the event loop",
    help: "this page",
    forget: "erase everything I know about you",
    settings: "how this place is set up",
    "settings-daily": "post a question each day",
    "settings-daily-off": "stop the daily question",
    "settings-daily-test": "post a sample now",
    topics: "Topics",
    example: "For example",
    scoring: "A right first answer earns 1 to 3 points. Speed earns nothing.",
  },

  argumentHints: {
    topic: "stay in one topic",
    window: "which days count",
  },

  fault: {
    title: "Something broke",
    text: "It broke on my side, not on yours. Whatever you had answered before stays. Please try again.",
    late: "That took longer than the chat waits for a form. Press the button to try again.",
  },

  trace: {
    formTitle: "Trace a program",
    formIntro:
      "Paste a few lines of JavaScript for Node.js. They are run in thought, step by step; nothing else happens.",
    fields: {
      code: { label: "Program", hint: "with console.log, timers, promises, async functions" },
      module: { label: "Kind of file", hint: "decides, for one, whether ticks or promises come first" },
    },
    modules: { commonjs: "CommonJS (require)", module: "ES module (import)" },
    submit: "Trace",
    title: "What your program prints",
    silent: "It prints nothing.",
    console: "console",
    guaranteed: "The order is guaranteed: every run prints this.",
    race: {
      before: "The order is not guaranteed, and this is one of several: ",
      between: " and ",
      after: " race, and either may come first.",
    },
    elapsed: (milliseconds: number) => `It takes ${millisecondsText(milliseconds)} of its own time.`,
    exitCode: (code: number) => `It ends with exit code ${code}: an error was not caught.`,
    beliefs: "With a false belief one would expect",
    beliefsNone: "No false belief I know would expect anything else.",
    moreLines: (count: number) => `… and ${counted(count, "more line")}`,
    earlierLines: (count: number) => `… ${counted(count, "earlier line")}`,
    linesAbove: (count: number) => `… ${counted(count, "line")} above`,
    linesBelow: (count: number) => `… ${counted(count, "line")} below`,
    moreItems: (count: number) => `… and ${count} more`,
    kept: "Only you see this. The program is kept for 7 days, then erased.",
    start: "Step through",
    another: "Another program",
    summary: "Summary",
    moves: { first: "First", back: "Back", next: "Next", last: "Last" },
    step: (place: number, steps: number) => `Step ${place} of ${steps}`,
    lineRuns: (line: number) => `Line ${line} runs next, in the `,
    at: (milliseconds: number) => `, at ${millisecondsText(milliseconds)}.`,
    nothingRuns: (milliseconds: number) => `Nothing is left to run, at ${millisecondsText(milliseconds)}.`,
    loop: "event loop",
    timeline: "who waits for what",
    queues: {
      stack: "call stack",
      ticks: "nextTick",
      microtasks: "microtasks",
      timers: "timers",
      immediates: "immediates",
    },
    waiting: (label: string, line: number) => `${label}, line ${line}`,
    due: (milliseconds: number) => `, due at ${millisecondsText(milliseconds)}`,
    empty: "(empty)",
    printed: "Printed so far:",
    nothingYet: "Nothing is printed so far.",
    stepsCut: (steps: number) => `The program goes on; its first ${steps} steps are kept.`,
    refusedTitle: "This program cannot be traced",
    place: (line: number, column: number) => `Line ${line}, column ${column}: `,
    advice: {
      syntax: "Node.js could not read it either. Mend it there, and paste it again.",
      unsupported: "I run a small part of JavaScript, so that I can be sure of every step. Write it without that.",
      "error-printed-whole": "Print the error's `message` instead of the whole error.",
      chance: "Write down the value that it shall have, in place of chance.",
      "source-too-long": "Shorten it to the lines that matter.",
      "too-many-steps": "Give every loop an end, and a near one: ten rounds show as much as a million.",
      "too-deep": "Let it call itself less often, and nest it less.",
      "too-much-queued": "Queue less at one time: ten callbacks show as much as a thousand.",
      "too-many-timers": "Start fewer timers at one time: ten show as much as a thousand.",
      "too-much-output": "Print less: the lines whose order matters are enough.",
      "too-much-memory": "It needs more memory than I give a program. Make its texts and lists smaller.",
      "too-long-a-wait": "Shorten its delays: 100 ms show as much as a day.",
      "never-ends": "Let it come to an end: clear its intervals, and stop what queues itself anew.",
      "too-slow":
        "It takes me longer than 2 seconds to run it with every wrong belief. Shorten its loops, and use fewer timers.",
      "too-busy": "Too many people are pasting programs just now. Please try again in a minute.",
    },
  },

  settings: {
    title: "Settings",
    zone: (zone: string) => `Time zone: ${zone}.`,
    zoneUnset: "Time zone: UTC, because none has been set yet. The daily command below sets it.",
    none: "No daily question is set up.",
    how: "Set one up, or change it, by typing:",
    daily: (time: string, days: string) => `at ${time}, ${days}`,
    next: (when: string) => `Next: ${when}`,
    /** Before and after the channel's name. */
    doubtful: (date: string) =>
      [
        `The question of ${date} may be missing in `,
        ": I was cut off while posting it, and I post nothing twice. Its first press tells me where it stands. " +
          "If it is not there, everybody can still answer it with /async-quiz daily.",
      ] as const,
    reports: (count: number, days: number) =>
      `Reports of questions in the last ${counted(days, "day")}: ${count}. Whoever runs me lists them by `,
    change: "Set up the daily question",
    test: "Post a sample",
    off: "Turn off",
    savedTitle: "The daily question is set up",
    saved: (time: string, days: string, zone: string) => `It comes at ${time} (${zone}), ${days}.`,
    offTitle: "Daily question off",
    turnedOff: (count: number) => `${counted(count, "daily question")} turned off. What was answered stays.`,
    testTitle: "Sample posted",
    tested: "A sample question stands in the channel. The daily ones look the same.",
    testFailedTitle: "The sample could not be posted",
    testFailed: {
      "no-permission":
        "I am not allowed to write in that channel. Invite me to it and allow me to write, then try again.",
      "no-channel": "I cannot find that channel. If it is a private one, invite me to it; else choose another one.",
      unreachable: "The chat did not answer. Try again in a minute.",
    },
    testLostTitle: "The sample may stand in the channel",
    testLost: "The chat did not say whether it took the sample. Look in the channel before you try again.",
    formTitle: "Daily question",
    formIntro: "A question for everybody, once a day. Answers stay private.",
    fields: {
      channel: { label: "Channel", hint: "where the question is posted" },
      time: { label: "Time", hint: "like 09:00" },
      zone: { label: "Time zone", hint: "like Europe/Berlin or UTC" },
      days: { label: "Days", hint: "like mon-fri, mon,wed,fri or daily" },
    },
    save: "Save",
  },

  timeline: {
    title: "Who waits for what",
    total: (duration: string) => `total ${duration}`,
    nothingWaits: "Nothing waits in this program.",
    thread: "thread",
    callbacks: "callbacks",
    lane: (kind: WaitSpan["kind"], line: number) => (line > 0 ? `${waitNames[kind]}, line ${line}` : waitNames[kind]),
    busyFor: (duration: string) => `${duration} busy`,
    late: (duration: string) => `${duration} late`,
    neverRan: "never ran",
    beats: (count: number, duration: string) => `${count} x ${duration}`,
    rest: (lanes: readonly string[], count: number) => `and ${count} more: ${lanes.join("; ")}`,
    times: (lane: string, count: number) => (count > 1 ? `${lane} (${count})` : lane),
    key: {
      busy: "thread busy",
      waits: "waits",
      due: "due, thread busy",
      neverRan: "never ran",
      callback: "callback",
      several: "several",
      severalOrRest: "several, or not drawn",
      rest: "not drawn",
    },
    told: {
      total: (duration: string) => `The program takes ${duration}.`,
      nothingWaits: "Nothing waits: the thread runs everything in one go.",
      neverBusy: "Nothing keeps the thread busy for long.",
      busy: (label: string, line: number, from: string, until: string, duration: string) =>
        `The thread is busy from ${from} to ${until}, for ${duration}: ${label}${ofLine(line)}.`,
      lane: (letter: string, line: number) => `${letter === "" ? "Not drawn" : letter}${ofLine(line)}:`,
      waits: (kind: WaitSpan["kind"], from: string, until: string, duration: string) =>
        `waits for ${awaited[kind]} for ${duration}, from ${from} to ${until};`,
      ran: (label: string) => `${label} runs at once.`,
      ranLate: (label: string, at: string, late: string) =>
        `${label} runs at ${at}, ${late} late, because the thread is busy until then.`,
      neverRan: (label: string) => `${label} never runs.`,
      waitsAgain: (duration: string) => `waits for its interval of ${duration}, again and again;`,
      ranOften: (label: string, count: number, first: string, last: string) =>
        `${label} runs ${count} times, from ${first} to ${last}`,
      latest: (late: string) => `, up to ${late} late`,
    },
  },

  forget: {
    title: "Erase everything about you?",
    ask: "Your answers, points, streak, reports and messages go for good. Nobody can bring them back.",
    confirm: "Erase",
    decline: "Keep it",
    doneTitle: "Erased",
    done: "I know nothing about you any more. If you play again, you begin anew.",
    keptTitle: "Nothing was erased",
    kept: "Everything stays as it was.",
  },

  refusalTitle: "That did not work",
  didYouMean: (command: string) => `Did you mean ${command}?`,
  refusals: {
    "unknown-command": (typed: string) => `I do not know the command “${typed}”.`,
    "unknown-topic": (typed: string) => `I do not know the topic “${typed}”.`,
    "unknown-window": (typed: string) => `I do not know the leaderboard “${typed}”: it is today, week, month or all.`,
    "too-long": (limit: number) => `That is longer than ${limit} characters. Please say it shorter.`,
    "unknown-button": "I do not know this button. Ask for a new question with /async-quiz play.",
    "not-yours": "This question was put to somebody else. Get your own with /async-quiz play.",
    "question-changed":
      "This question has been changed or taken out since it was put. Get a new one with /async-quiz play.",
    "admins-only": "Only admins of this place can see or change its settings.",
    "no-questions": "There is no question on this topic yet.",
    "settings-incomplete": "A daily question needs at least a channel and a time, like this:",
    "bad-channel": (typed: string) => `I know no channel “${typed}” here.`,
    "bad-time": (typed: string) => `“${typed}” is not a time of day. Write it like 09:00 or 21:30.`,
    "bad-zone": (typed: string) =>
      `“${typed}” is not a time zone. Write it like Europe/Berlin, America/New_York or UTC.`,
    "bad-days": (typed: string) => `“${typed}” are not weekdays. Write them like mon-fri, mon,wed,fri or daily.`,
    "no-schedule": "No daily question is set up here, so there is nothing to turn off or to show a sample of.",
    "no-community": "This works only in a server or workspace, not in a private talk.",
    "bad-module": (typed: string) => `“${typed}” is no kind of file: it is commonjs or module.`,
    "trace-empty": "There is no code in it. Paste a few lines of JavaScript.",
    "trace-gone":
      "I do not have this program any more: what is pasted is kept for 7 days. Paste it again with /async-quiz trace.",
    "not-your-trace": "Somebody else pasted this program. Trace your own with /async-quiz trace.",
    "store-full": "I could not write that down: my disk is full. Nothing was counted. Please tell whoever runs me.",
    "store-busy":
      "I could not write that down: my database is held by another program. Nothing was counted; try again.",
    "store-read-only":
      "I could not write that down: my database cannot be written. Nothing was counted. Please tell whoever runs me.",
  },
};

function millisecondsText(milliseconds: number): string {
  return `${Math.round(milliseconds * 10) / 10} ms`;
}

function ofLine(line: number): string {
  return line > 0 ? `, line ${line}` : "";
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function weekdaysText(days: readonly number[]): string {
  if (days.length === 7) return "every day";
  const runs: string[] = [];
  let first = 0;
  days.forEach((day, index) => {
    if (days[index + 1] === day + 1) return;
    const from = weekdayShort[(days[first] as number) - 1];
    const to = weekdayShort[day - 1];
    if (index - first >= 2) runs.push(`${from} to ${to}`);
    else runs.push(...days.slice(first, index + 1).map((each) => weekdayShort[each - 1] as string));
    first = index + 1;
  });
  return runs.join(", ");
}

function dateText(localDate: string, parts: Intl.DateTimeFormatOptions): string {
  const midday = new Date(`${localDate}T12:00:00Z`);
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" }).format(midday);
}
