import type { Terminal } from '../../ops/terminal.ts'
import type { ParsedArguments } from '../command.ts'
import type { OpenedModels } from './open-models.ts'

/** A verb of `relevo models`. Throws `UsageError`, `ModelRefused`, `TrainingRefused`; resolves with the exit code. */
export type ModelVerb = (models: OpenedModels, parsed: ParsedArguments, terminal: Terminal) => Promise<number>
