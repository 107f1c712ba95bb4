import type { ReportTexts } from './report-texts.ts'

export const en: ReportTexts = {
  language: 'en',
  titles: { training: 'Training report', evaluation: 'Evaluation report' },
  targets: { category: 'Category', type: 'Type', group: 'Group', priority: 'Priority' },
  dropReasons: {
    empty: 'nothing in it',
    'too-short': 'too short to say anything',
    automatic: 'automatic answer or delivery failure',
    duplicate: 'the same text again',
    conflicting: 'the same text, filed differently',
    'no-label': 'not filed',
    'rare-class': 'too few texts of its class',
    'not-a-priority': 'its priority is none that Relevo knows',
    untouched: 'nobody has looked at it yet',
    broken: 'a line that could not be read',
    erased: 'its text has been erased',
    deleted: 'deleted in the help desk',
    merged: 'merged into another ticket',
    added: 'added to a ticket that was there',
    'not-the-customer': 'not begun by a customer',
  },
  model: 'Model',
  from: 'Texts from',
  made: 'Made',
  window: (from, to) => `${from} to ${to}`,
  encoder: 'Encoder',
  read: (read, dropped) => `${read} texts read, ${dropped} of them left out`,
  readAll: (read) => `${read} texts read, none left out`,
  dropped: 'Texts left out',
  reason: 'Why',
  texts: 'Texts',
  countTexts: (texts) => `${texts} ${texts === '1' ? 'text' : 'texts'}`,
  countClasses: (classes) => `${classes} ${classes === '1' ? 'class' : 'classes'}`,
  trainedIn: (seconds) => `trained in ${seconds} s`,
  settings: 'Settings',
  seed: 'Seed',
  version: 'Relevo',
  howJudged: {
    training: 'Each text was judged by a model that had learnt from neither it nor its near-duplicates.',
    evaluation:
      'The texts were judged by the model as it is; they must not be among those that it was trained on.',
  },
  filed: (decided, right) =>
    `Of 100 tickets, ${decided} ${decided === 1 ? 'is' : 'are'} filed without a person${
      right === null ? '' : `; of 100 filed that way, ${right} ${right === 1 ? 'is' : 'are'} right`
    }.`,
  filedNone: 'It is not sure enough to file any ticket by itself; all of them wait for a person.',
  filedRight: (texts) => `${texts} filed, and right`,
  filedWrong: (texts) => `${texts} filed wrongly`,
  waiting: (texts) => `${texts} left to a person`,
  threshold: (threshold) => `It decides from a confidence of ${threshold} on; below that it is unsure.`,
  basis: {
    shown: (wanted) =>
      `That at least ${wanted} of what it decides is right was shown on texts it had not seen, with 95% certainty.`,
    assumed: (wanted) =>
      `There are too few texts to show that ${wanted} of what it decides is right, so it decides only what its confidence vouches for.`,
    given: (wanted) => `The threshold was given; ${wanted} of what it decides should be right.`,
  },
  strangers: (abstained, texts) =>
    `Of ${texts} texts that belong to no class, it left ${abstained} undecided, as it should.`,
  accuracy: 'Accuracy',
  accuracyMeans: 'of all texts have the right class as the first answer',
  macroF1: 'Macro-F1',
  macroF1Means: 'mean of all classes, small ones counting as much as large ones',
  ece: 'Calibration error',
  eceMeans: 'how far confidence is from what comes out, on average',
  majority: (label, accuracy) => `Saying “${label}” of everything would be right in ${accuracy}.`,
  warnings: 'What to know',
  warning: {
    fewTexts: (texts) => `There are only ${texts} texts: take the figures as a hint.`,
    smallClasses: (classes, examples) =>
      `${classes} with fewer than 10 texts, too few to learn from or judge by: ${examples}.`,
    oneClass: (label, share) =>
      `${share} of all texts are “${label}”: accuracy says little here, so look at macro-F1 and at the classes.`,
    noBetter: (accuracy, majority) =>
      `${accuracy} right is no better, or hardly, than always saying the most frequent class would be (${majority}): the texts may not tell what the class is.`,
    smallLanguages: (languages) =>
      `There are too few texts in some languages to learn from or judge by: ${languages}.`,
    uncalibrated: (ece) =>
      `Confidence is off by ${ece} on average: a figure of 90% does not mean that 90% are right.`,
    precisionNotShown: (wanted, texts) =>
      `That ${wanted} of what it decides is right could not be shown with ${texts} texts. More texts, or a lower aim, let it decide more.`,
  },
  classes: 'Classes',
  worstClasses: 'Worst classes',
  moreClasses: (classes) =>
    classes === '1' ? '1 more class is better than these.' : `${classes} more classes are better than these.`,
  class: 'Class',
  answered: 'Answered',
  precision: 'Precision',
  precisionMeans: 'of the texts that were said to be of it, the part that is',
  recall: 'Recall',
  recallMeans: 'of its texts, the part that was found',
  f1: 'F1',
  languages: 'Languages',
  languageName: 'Language',
  unknownLanguage: 'not known',
  noClass: 'none',
  confusions: 'What is taken for what',
  confusionsMeans:
    'Each row holds the texts of a class by the answer that they got, in parts of the row. The diagonal is right.',
  confusionsPart: (shown, of) => `The ${shown} classes with most mistakes, of ${of}.`,
  rightClass: 'Right class',
  answer: 'Answer',
  noConfusions: 'Nothing was mistaken.',
  reliability: 'Does confidence mean what it says?',
  reliabilityMeans: (ece) =>
    `Points on the line do: of the answers with a confidence of 80%, 80% are right. Above it the model is too modest, below it too sure. It is off by ${ece} on average (ECE). Bars are 95% intervals; larger points are more texts.`,
  confidence: 'Confidence',
  shareRight: 'Right',
  perfect: 'as it should be',
  coverage: 'How much it decides, and how much of that is right',
  coverageMeans:
    'The more a model decides by itself, the more mistakes are among that. The threshold chooses where on the curve it works.',
  shareDecided: 'Decided',
  chosen: (threshold) => `chosen: from ${threshold} on`,
  wanted: (precision) => `wanted: ${precision}`,
  nothingDecided: 'It decides nothing.',
  learning: 'What more labels would bring',
  learningMeans:
    'Each point is a training with a part of the texts; the dashed line goes on along the power law that fits them.',
  learningNone: 'What more labels would bring was not tried.',
  rising: (more, points, what) => `${more} more labels would bring about +${points} points of ${what}.`,
  risingBoth: (more, accuracy, macroF1) =>
    `${more} more labels would bring about +${accuracy} points of accuracy and +${macroF1} of macro-F1.`,
  flat: (what) => `More labels of the same kind would hardly raise ${what}.`,
  unknown: {
    'few-points':
      'There are too few texts to try it with fewer of them, and so to say what more labels would bring.',
    narrow: 'There are too few texts to say what more labels would bring.',
    noisy: 'Results with fewer texts vary too much to say what more labels would bring.',
  },
  withMore: (more) => `with ${more} more`,
  labelErrors: 'Tickets that may be filed wrongly',
  labelErrorsMeans:
    'The model is as sure of another class as it is when it is right. Some of these are its own mistakes: look at them, and correct the others before the next training.',
  labelError: (reference, label, predicted, confidence) =>
    `${reference} is filed as “${label}”, looks like “${predicted}” (${confidence})`,
  noLabelErrors: 'None stands out.',
  reference: 'Ticket',
  filedAs: 'Filed as',
  looksLike: 'Looks like',
  mergeable: 'Classes to merge, or to describe better',
  mergeableMeans: 'They are taken for one another in both directions, more often than chance explains.',
  merge: (one, other, mistakes, share, gain) =>
    `“${one}” and “${other}” were taken for one another ${mistakes} times (${share} of their texts). As one class, accuracy would be ${gain} points higher.`,
  noMergeable: 'No two classes are taken for one another more than chance explains.',
  table: 'As a table',
  seeHtml: 'All classes and charts are in the HTML report.',
  none: 'none',
}
