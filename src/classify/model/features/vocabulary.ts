import type { FeatureTable } from './feature-table.ts'

/** What it takes to read texts as a model was trained to: the known features and how telling each is. No text in it. */
export interface Vocabulary {
  table: FeatureTable
  /** Inverse document frequency by column. */
  idf: Float32Array
}
