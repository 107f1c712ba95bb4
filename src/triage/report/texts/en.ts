import type { TriageReportTexts } from './triage-report-texts.ts'

export const en: TriageReportTexts = {
  language: 'en',
  titles: { backtest: 'Triage: backtest', shadow: 'Triage: report' },
  kinds: {
    backtest:
      'The past, replayed as it came in: each ticket was judged by a model that knew only what came before it.',
    shadow:
      'What was predicted when tickets came in, against what agents left on them when they were solved.',
  },
  modes: { observe: 'observe', suggest: 'suggest', apply: 'apply' },
  bases: {
    configured: 'configured',
    shadow: 'agents',
    training: 'training',
    backtest: 'backtest',
    assumed: 'assumed',
  },
  basesMean: {
    configured: 'given by the configuration',
    shadow: 'from what agents did with tickets that were only observed',
    training: 'from texts held out of the training',
    backtest: 'from the past',
    assumed: 'too little was measured; the confidence is believed',
  },
  helpdesk: 'Help desk',
  window: 'Tickets of',
  windowOf: (from, to) => `${from} to ${to}`,
  noWindow: 'none yet',
  models: 'Models',
  noModels: 'none',
  made: 'Made',
  tickets: 'Tickets',
  seen: (tickets) => `${tickets} looked at`,
  judged: (tickets) => `${tickets} judged`,
  untold: (tickets) => `${tickets} left without what would tell their category`,
  unsaid: (tickets) => `${tickets} of which nothing was predicted`,
  leftOut: (tickets) =>
    `${tickets} left out (open, from before anything was learnt, or written by triage itself)`,
  costs: 'Costs',
  costsOf: (wrong, manual, breakEven) =>
    `a wrong route ${wrong}, filing by hand ${manual}: writing pays where more than ${breakEven} are right`,
  headline: (written, right) =>
    `Of 100 tickets, triage would write ${written}${
      right === null ? '' : `; of 100 that it writes, ${right} ${right === 1 ? 'is' : 'are'} right`
    }.`,
  headlineNone: 'On this evidence it would not pay to write any ticket; all of them stay with people.',
  saved: (time, wrongRoutes) =>
    `On the judged tickets that saves ${time} (wrong routes counted in: ${wrongRoutes}).`,
  lost: (time, wrongRoutes) =>
    `On the judged tickets that costs ${time} more than filing by hand (wrong routes: ${wrongRoutes}).`,
  writtenRight: (tickets) => `${tickets} written, and right`,
  writtenWrong: (tickets) => `${tickets} written, and wrong`,
  byHand: (tickets) => `${tickets} left to people`,
  accuracy: 'Accuracy',
  accuracyMeans: 'of the judged tickets have the predicted category, sure or not',
  writtenPrecision: 'Right of what is written',
  writtenPrecisionMeans: 'of the tickets that reach the threshold of their category',
  coverage: 'Written',
  coverageMeans: 'of the judged tickets reach the threshold of their category',
  minutesSaved: 'Time saved',
  minutesSavedMeans: 'filing by hand that falls away, less what wrong routes cost',
  ece: 'Calibration error',
  eceMeans: 'how far confidence is from what comes out, on average',
  interval: (low, high) => `${low} to ${high}, with 95% certainty`,
  remarks: 'What to know',
  remark: {
    fewTickets: (tickets) => `Only ${tickets} tickets could be judged: take the figures as a hint.`,
    oneCategory: (category, share) =>
      `${share} of all tickets are ${category}: accuracy says little here, so look at the categories.`,
    noBetter: (accuracy, majority) =>
      `${accuracy} right is no better, or hardly, than always saying the most frequent category would be (${majority}).`,
    uncalibrated: (ece) =>
      `Confidence is off by ${ece} on average: a figure of 90% does not mean that 90% are right.`,
    untold: (tickets, of) =>
      `${tickets} of ${of} tickets were left without what would tell their category, so the figures are of the others alone. Give each category a type, a group or a tag of its own.`,
    noModelYet: (tickets) =>
      `${tickets} tickets came in before there was enough to learn from; nothing was predicted of them.`,
    ownWrites: (tickets, corrected) =>
      `Triage itself wrote ${tickets} of the tickets, and agents corrected ${corrected} of these. They are no evidence; of categories that are written only the part that chance left alone counts, so these weigh less in the whole.`,
    costsTime: (categories) => `At their thresholds these cost more time than they save: ${categories}.`,
    neverWritten: (categories) =>
      `On this evidence writing does not pay at any confidence, and only what your own rules decide is written: ${categories}.`,
    precisionNotShown: (categories) =>
      `There are too few tickets to show that writing pays, so their confidence is believed: ${categories}. Leave them in observe or suggest until there are more.`,
    noEvidence: (categories) => `No judged ticket was said to be of these: ${categories}.`,
    fewOfCategory: (categories) => `Too few tickets were said to be of these to judge by: ${categories}.`,
    unknownCategories: (categories) =>
      `Tickets were left as categories that are not configured: ${categories}.`,
    rulesNotSure: (tickets) =>
      `Rules decided ${tickets} tickets by the categories that Relevo brings. They are not written: configure your own categories first.`,
    rulesWrong: (categories) =>
      `What rules decided was wrong so often that writing it does not pay, so it is only suggested: ${categories}. Look at the rules of these.`,
    severalModels: (models) =>
      `Several models said this (${models}); the thresholds are those of the one in use.`,
  },
  categories: 'Categories',
  categoriesMean:
    'Each part stands with the range in which the true one lies with 95% certainty. Switch a category on when even the low end is good enough.',
  category: 'Category',
  mode: 'Mode',
  actual: 'Are',
  actualMeans: 'tickets that agents left as it',
  predicted: 'Said',
  predictedMeans: 'tickets that were said to be of it',
  precision: 'Precision',
  precisionMeans: 'of the tickets said to be of it, the part that is',
  recall: 'Recall',
  recallMeans: 'of the tickets that are of it, the part said to be',
  threshold: 'Threshold',
  thresholdMeans: 'from this confidence on it is written',
  never: 'never',
  chosenBy: 'By',
  expected: 'Expected',
  expectedMeans:
    'on what the threshold was chosen by: the part that is written, and the part of that which is right',
  written: 'Written',
  writtenMeans: 'tickets that reach the threshold',
  right: 'Right',
  rightMeans: 'of those that reach the threshold, the part that is right',
  wrongRoutes: 'Wrong',
  wrongRoutesMean: 'tickets that reach the threshold, and are wrong',
  saves: 'Saves',
  guide: (breakEven) => `bar: 95% range of what is right; line: ${breakEven}, from where on writing pays`,
  fields: 'The fields by themselves',
  fieldsMean: 'Of the tickets that had one predicted and were left with one, those with the same.',
  field: { group: 'Group', type: 'Type', priority: 'Priority' },
  thresholds: 'Thresholds',
  texts: 'Tickets',
  chosen: 'with the thresholds',
  confusions: 'What is taken for what',
  noMatrix: 'There are more than 30 categories, too many to show which is taken for which.',
  noTickets: 'There is no ticket to judge by yet. Tickets count when agents have solved them.',
  minutes: (minutes) => `${minutes} min`,
  hours: (hours) => `${hours} h`,
}
