import type { AssistConfig } from '../../../schemas/assist-configuration.ts'
import type { LlmConfig } from '../../../schemas/classification-configuration.ts'

/** Where the model is (`llm`), and how it is asked (`assist.llm`). */
export type LanguageModelConfig = LlmConfig & Omit<AssistConfig['llm'], 'enabled'>
