/** Turns texts into numbers that put like texts near each other; a model reads them beside its own features. Types only. */
export interface Encoder {
  /** `embeddings:NAME` or `onnx:NAME`: a model that was trained with one refuses any other. */
  readonly name: string
  /** One for each text, all as long. Null: it could not (an outage, a time-out); the reason is told to `observe`. Never throws. */
  encode(texts: readonly string[], options: { signal?: AbortSignal }): Promise<Float32Array[] | null>
  close(): Promise<void>
}
