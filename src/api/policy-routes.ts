import { type PolicyStatus, policyReloadSchema, policyStatusSchema } from '../../schemas/policy-status.ts'
import { problemSchema } from '../../schemas/problem.ts'
import { sendProblem } from '../ops/problem.ts'
import type { PolicyControl } from '../policy/policy-control.ts'
import type { ApiApp, ApiDependencies } from './api-dependencies.ts'
import { problemResponses } from './problem-responses.ts'

const present = (policy: Pick<PolicyControl, 'current' | 'loadedAt'>): PolicyStatus => {
  const rules = policy.current()
  const at = policy.loadedAt()
  return {
    version: rules?.version ?? null,
    mode: rules?.mode ?? null,
    rules: rules?.rules.map(({ name }) => name) ?? [],
    loaded_at: at === 0 ? null : new Date(at).toISOString(),
  }
}

/** The company's rules: which are in force, and reading them again. */
export const addPolicyRoutes = (app: ApiApp, { policy }: ApiDependencies): void => {
  app.get(
    '/v1/policy',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'getPolicy',
        summary: 'Show which rules are in force',
        tags: ['policy'],
        response: { 200: policyStatusSchema, ...problemResponses() },
      },
    },
    async () => present(policy),
  )

  app.post(
    '/v1/policy/reload',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'reloadPolicy',
        summary: 'Read the rules again',
        description:
          'From where the configuration says, in the process that answers. They are exchanged whole; with a fault in them, 422 names each with its line, and the rules that were there stay.',
        tags: ['policy'],
        response: {
          200: policyReloadSchema,
          ...problemResponses(),
          422: {
            description: 'The rules have faults; `errors` names each with its line.',
            content: { 'application/problem+json': { schema: problemSchema } },
          },
        },
      },
    },
    async (_request, reply) => {
      const outcome = await policy.reload()
      if (outcome.ok) return { ok: true as const, changed: outcome.changed, ...present(policy) }
      return sendProblem(reply, {
        status: 422,
        code: 'policy_faulty',
        detail: `${outcome.place} has faults, and the rules that were there stay; see errors.`,
        errors: outcome.faults.map(({ path, code, message, line }) => ({
          field: path,
          code,
          message,
          ...(line === null ? {} : { line }),
        })),
      })
    },
  )
}
