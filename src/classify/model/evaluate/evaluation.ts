/** What a model is worth, from texts that it had not seen. Parts are 0..1; nothing here holds a text. */
export interface Evaluation {
  /** With a right class. The figures down to `confusions` are of these; the others are `strangers`. */
  texts: number
  /** A text of which the model knows nothing counts as wrong. */
  accuracy: number
  /** Over the classes that occur as right ones or as answers, as scikit-learn counts it. */
  macroF1: number
  /** The same, weighted by the texts of each class. */
  weightedF1: number
  /** Accuracy of whoever says the most frequent class of every text; null: there are no texts. */
  majority: { label: string; accuracy: number } | null
  /** In the order of the model's labels; then those that only the texts have. */
  classes: ClassFigures[]
  /** Most texts first. */
  languages: LanguageFigures[]
  /** Right class and another answer, most texts first; at most the 2,000 largest. */
  confusions: Confusion[]
  /** Rows are right classes and columns answers, both in the order of `classes`; null: there are more than 30. */
  matrix: number[][] | null
  reliability: Reliability
  /** Least confident last: what is decided and how much of it is right from each confidence on. */
  coverage: CoveragePoint[]
  decision: Decision
  /** The chance that a right answer has a higher confidence than a wrong one; null: there are none to compare. */
  auroc: number | null
  strangers: Strangers
}

export interface ClassFigures {
  label: string
  /** Texts of this class. */
  support: number
  /** Texts that were said to be of this class. */
  predicted: number
  right: number
  /** Null: it was never the answer. */
  precision: number | null
  /** Null: there is no text of it. */
  recall: number | null
  f1: number
}

export interface LanguageFigures {
  /** ISO 639-1; `und`: not known. */
  language: string
  support: number
  accuracy: number
  /** Over the classes that occur in this language. */
  macroF1: number
}

export interface Confusion {
  label: string
  /** Null: the model knew nothing of the text. */
  predicted: string | null
  texts: number
}

/** Whether a confidence means what it says: of the texts with an answer, how many of each bin were right. */
export interface Reliability {
  /** Of equal width, from 0 to 1; empty ones too. */
  bins: ReliabilityBin[]
  /** Expected calibration error: the mean distance between confidence and accuracy of the bins, by texts (Guo et al. 2017). */
  ece: number
  /** Mean squared distance between confidence and what came out. */
  brier: number
}

export interface ReliabilityBin {
  from: number
  to: number
  texts: number
  right: number
  /** Mean of the bin; null: it is empty. */
  confidence: number | null
}

/** What comes of deciding from a confidence on. A text without a right class that is decided is decided wrongly. */
export interface CoveragePoint {
  threshold: number
  /** Of all texts, the part that is decided. */
  coverage: number
  /** Of what is decided, the part that is right. */
  precision: number
}

/** From which confidence on a model decides, and what held-out texts say of that. */
export interface Decision {
  threshold: number
  /** The precision that was asked for. */
  wanted: number
  /**
   * `shown`: held-out texts bear it out with 95 % certainty. `assumed`: there are too few texts to show it, so the threshold is what a
   * calibrated confidence makes of it. `given`: somebody else chose the threshold.
   */
  basis: 'shown' | 'assumed' | 'given'
  texts: number
  decided: number
  right: number
  /** Of all texts, the part that is decided. */
  coverage: number
  /** Of what is decided, the part that is right; null: nothing is. */
  precision: number | null
}

/** Texts whose right class is none: the right answer is to abstain. */
export interface Strangers {
  texts: number
  /** With the decision's threshold. */
  abstained: number
}
