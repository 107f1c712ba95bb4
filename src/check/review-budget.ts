import type { AccountConfig } from '../../schemas/configuration.ts'
import type { BudgetReport } from '../helpdesk/helpdesk.ts'
import type { CheckResult } from './check-result.ts'
import { vendorTexts } from './vendor-texts.ts'

/** What the account's rate limit allows. Pure. */
export const reviewBudget = (name: string, budget: BudgetReport, config: AccountConfig): CheckResult => {
  const title = `${name}: rate limit`
  const seconds = Math.round(budget.windowMs / 1000)
  if (budget.total === null)
    return {
      name: title,
      status: 'warn',
      detail: `the help desk did not tell its limit; Relevo keeps to ${budget.allowance} calls per ${seconds} s`,
      remedy: 'Set helpdesks.<name>.plan or budget.perWindow if you know your limit.',
    }
  const detail = `${budget.total} calls per ${seconds} s for the account, ${budget.remaining ?? '?'} left; Relevo uses at most ${budget.allowance} (share ${Math.round(config.budget.share * 100)} %)`
  if (budget.remaining !== null && budget.remaining < budget.total * 0.2)
    return {
      name: title,
      status: 'warn',
      detail,
      remedy: `Other apps use most of the account’s limit; see ${vendorTexts[config.vendor].usage}.`,
    }
  return { name: title, status: 'ok', detail, remedy: null }
}
