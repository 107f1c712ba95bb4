import { fetch } from 'undici'
import type { Configuration } from '../../schemas/configuration.ts'
import { loadPlaybooks } from '../assist/playbooks/load-playbooks.ts'
import { describePlaybookFault } from '../assist/playbooks/playbook-fault.ts'
import type { CheckResult } from './check-result.ts'

const patienceMs = 10_000

/** Reads the playbooks, and asks the language model's server which models it has. Never throws for what it finds. */
export const checkDrafts = async (
  config: Configuration,
  report: (result: CheckResult) => void,
): Promise<void> => {
  const { assist, llm } = config
  if (!config.desk.enabled || !assist.enabled) return
  const { playbooks, faults } = await loadPlaybooks({ folder: assist.playbooks, shipped: assist.shipped })
  for (const fault of faults)
    report({
      name: 'playbooks',
      status: 'warn',
      detail: describePlaybookFault(fault),
      remedy: 'Correct the file; until then it is left out. See docs/playbooks.md.',
    })
  report({ name: 'playbooks', status: 'ok', detail: `${playbooks.length} can be used`, remedy: null })
  if (llm === undefined || !assist.llm.enabled) return
  report(await askForModels(llm))
}

/** `GET /models` is what all such servers have; nothing of anybody is sent. */
const askForModels = async ({
  baseUrl,
  apiKey,
  model,
}: NonNullable<Configuration['llm']>): Promise<CheckResult> => {
  const name = 'language model'
  const address = `${baseUrl.replace(/\/+$/, '')}/models`
  const remedy = 'Set llm.baseUrl (it usually ends in /v1), llm.apiKey and llm.model.'
  try {
    const response = await fetch(address, {
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = (await response.text()).slice(0, 1_000_000)
    if (!response.ok)
      return { name, status: 'fail', detail: `${address} answered ${response.status}`, remedy }
    return text.includes(JSON.stringify(model))
      ? { name, status: 'ok', detail: `${model} is there`, remedy: null }
      : {
          name,
          status: 'warn',
          detail: `the server answers, but does not name ${model} among its models`,
          remedy: 'Check llm.model; some servers take any name.',
        }
  } catch (error) {
    const why =
      error instanceof Error && error.name === 'TimeoutError'
        ? 'it did not answer in time'
        : 'it could not be reached'
    return { name, status: 'fail', detail: `${address}: ${why}`, remedy }
  }
}
