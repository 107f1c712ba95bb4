import type { EncoderConfig } from '../../../../schemas/classification-configuration.ts'

export type OnnxConfig = Extract<EncoderConfig, { kind: 'onnx' }>
