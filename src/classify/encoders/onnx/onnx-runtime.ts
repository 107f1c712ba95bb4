/** What of `onnxruntime-node` is used; it is not installed by default, and neither are its types. Types only. */
export interface OnnxRuntime {
  Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => OnnxTensor
  InferenceSession: {
    create(path: string, options: { logSeverityLevel: 0 | 1 | 2 | 3 | 4 }): Promise<OnnxSession>
  }
}

export interface OnnxSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(
    inputs: Readonly<Record<string, OnnxTensor>>,
    outputs: readonly string[],
  ): Promise<Readonly<Record<string, OnnxTensor>>>
  release(): Promise<void>
}

export interface OnnxTensor {
  /** `float32`, `int64`, … */
  readonly type: string
  readonly dims: readonly number[]
  readonly data: unknown
}
