import type { Scope } from '../learn/scope.ts'
import { ModelRefused } from '../model-refused.ts'

/** What stands at the beginning of a model file, as JSON. */
export interface ModelHead {
  normaliser: number
  labels: string[]
  denseWidth: number
  temperature: number
  confidence: number[]
  scope: Scope
  /** Bytes of each part that follows, in the order of the parts. */
  parts: number[]
  /** What whoever trained it wants to keep with it. */
  about: unknown
}

/** Throws `ModelRefused` for what is no head. */
export const parseModelHead = (head: unknown): ModelHead => {
  if (typeof head !== 'object' || head === null) throw new ModelRefused(unreadable)
  const { normaliser, labels, denseWidth, temperature, confidence, scope, parts, about }: Partial<ModelHead> =
    head
  if (
    typeof normaliser !== 'number' ||
    typeof temperature !== 'number' ||
    !isScope(scope) ||
    !isSize(denseWidth) ||
    !isListOf(labels, isText) ||
    !isListOf(confidence, isNumber) ||
    !isListOf(parts, isSize)
  )
    throw new ModelRefused(unreadable)
  return { normaliser, labels, denseWidth, temperature, confidence, scope, parts, about }
}

const unreadable = 'The head of the model file cannot be read.'

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const isScope = (value: Partial<Scope> | null | undefined): value is Scope =>
  isNumber(value?.familiarity) && isNumber(value?.least)

const isText = (value: unknown): value is string => typeof value === 'string'

const isNumber = (value: unknown): value is number => typeof value === 'number'

const isListOf = <T>(value: unknown, is: (each: unknown) => each is T): value is T[] =>
  Array.isArray(value) && value.length > 0 && value.every(is)
