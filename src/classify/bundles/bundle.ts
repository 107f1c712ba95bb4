import type { Explainer } from '../model/explain/explain-text.ts'
import type { Neighbours } from '../model/neighbours/neighbours.ts'
import type { TextModel } from '../model/text-model.ts'
import type { HeldOut } from './held-out.ts'

/** What a training teaches a model to tell: a configured category, or what the help desk has for it. */
export const targets = ['category', 'type', 'group', 'priority'] as const
export type Target = (typeof targets)[number]

/**
 * What one training made: a model for each target that the tickets had, and what is like a text among them. On disk it is a folder of
 * that name; nothing of it changes once it is there. No text of a ticket is in it.
 */
export interface Bundle {
  /** `20261121-101500`, or `starter` for what Relevo ships. */
  readonly name: string
  readonly about: AboutBundle
  readonly models: ReadonlyMap<Target, TextModel>
  /** What carries the decisions of each model. */
  readonly explainers: ReadonlyMap<Target, Explainer>
  /** Null: it keeps none. */
  readonly neighbours: Neighbours | null
}

export interface AboutBundle {
  /** ISO 8601. */
  trainedAt: string
  /** Relevo's version. */
  by: string
  /** `freshdesk`, `zendesk`, `ledger`, or the name of a file. */
  from: string
  /** Oldest and newest text, ISO 8601; null: not known. */
  window: { from: string; to: string } | null
  seed: number
  /** Whose text it was trained on and under which licence, where it is not the customer's own. */
  licence?: string
  /** Which encoder its texts were put through besides (`embeddings:NAME`, `onnx:NAME`); null: none. */
  encoder: string | null
  targets: { target: Target; about: AboutTarget }[]
}

export interface AboutTarget {
  texts: number
  classes: number
  /** Texts by ISO 639-1 code; `und`: not told. */
  languages: Record<string, number>
  /** On texts held out of the training. */
  accuracy: number
  macroF1: number
  /** Expected calibration error. */
  ece: number
  /** From this confidence on it decides; below it is unsure. Chosen on held-out texts, so that what it decides is right as often as `precision`. */
  threshold: number
  /** Of what it decides, the part that is right; and the part of all texts that it decides, on held-out texts. */
  precision: number
  coverage: number
}

/** The models of an installation: a folder with one for each training, and which of them is in use. */
export interface BundleStore {
  /** Newest first; damaged ones too, with why. The one that ships comes last. */
  list(): Promise<ListedBundle[]>
  /** By name, `current` or `starter`. Throws `ModelRefused` for a damaged or unknown one; the message says what to do. */
  open(name: string): Promise<Bundle>
  /** The one in use: the promoted one, else what ships; null: none is wanted. Never throws: what is damaged is told to `onRefused`, and the one before it serves. */
  current(): Promise<Bundle | null>
  /**
   * Puts a folder that has been written under `staging()` in its place, whole or not at all. Resolves with its name, which tells `at`
   * (ms; absent: now): a report can name it before it is there.
   */
  add(folder: string, at?: number): Promise<string>
  /** An empty folder on the same disk, for a bundle that is being made. */
  staging(): Promise<string>
  /** From now on it is in use, in running services within seconds. Safe to repeat. Throws `ModelRefused`, and changes nothing. */
  promote(name: string, why: string): Promise<void>
  /** Back to the one that was in use before, what ships included; past one that is damaged. Resolves with its name; null: there was none. */
  rollback(): Promise<string | null>
  /** SHA-256 of its models in hex, see `hashModels`; null: what ships has none of its own. Throws `ModelRefused` for an unknown name. */
  hashOf(name: string): Promise<string | null>
  /** Its report, as it was written by the training; null: what ships has none. Throws `ModelRefused`. */
  readReport(name: string): Promise<unknown>
  /** Where the page of its report is; null: what ships has none. Throws `ModelRefused` for an unknown name. */
  pageOf(name: string): Promise<string | null>
  /**
   * What models that had not seen them said of the texts of its training, by target; null: it kept nothing of the kind (what ships, and
   * what older versions made), there is no such model, or the file is damaged, which is told to `onRefused`. Never throws.
   */
  readHeldOut(name: string): Promise<HeldOut | null>
  /**
   * Removes all but the newest `keep` of those that were never in use, and of those that were; never the one in use or the one before
   * it. `add` does so by itself, with 10. Resolves with the names.
   */
  prune(keep: number): Promise<string[]>
}

export interface ListedBundle {
  name: string
  inUse: boolean
  bytes: number
  /** Of its models, see `hashModels`; null: it ships with Relevo, or cannot be read. */
  sha256: string | null
  about: AboutBundle | null
  /** Why it cannot be used; null: it can. */
  fault: string | null
}
