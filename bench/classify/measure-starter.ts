import { node } from './contenders.ts'
import type { Outcome } from './figures.ts'
import type { Workbench } from './workbench.ts'

/**
 * Intents of Bitext that are plainly one of the default categories. Left out, because they may be read as two of them or as none: to ask
 * for a person, to review, to subscribe to a newsletter, to place and to cancel an order.
 */
const categoryOfIntent: Readonly<Record<string, string>> = {
  create_account: 'access',
  delete_account: 'access',
  edit_account: 'access',
  recover_password: 'access',
  registration_problems: 'access',
  switch_account: 'access',
  check_cancellation_fee: 'billing',
  check_invoice: 'billing',
  get_invoice: 'billing',
  check_payment_methods: 'billing',
  payment_issue: 'billing',
  delivery_options: 'orders',
  delivery_period: 'orders',
  change_order: 'orders',
  track_order: 'orders',
  change_shipping_address: 'orders',
  set_up_shipping_address: 'orders',
  check_refund_policy: 'returns',
  get_refund: 'returns',
  track_refund: 'returns',
  complaint: 'complaint',
}

/** On utterances made from templates, five of the eight categories: whether it works, not how well it does on people's words. */
export const measureStarter = async (bench: Workbench): Promise<Outcome> => {
  if (!bench.data.has('bitext')) return { kind: 'missing', why: 'no data set bitext' }
  const rows = (await bench.data.read('bitext/intents_8k')).flatMap(({ text, label }) => {
    const category = categoryOfIntent[label]
    return category === undefined ? [] : [{ text, category }]
  })
  return bench.measure(node('starter.ts'), rows)
}
