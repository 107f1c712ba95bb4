/** Labels of public data sets that are plainly one of the default categories, by data set. */
export type CategoryOfLabel = Readonly<Record<string, string>>

const under = (labelsOfCategory: Readonly<Record<string, string>>): CategoryOfLabel =>
  Object.fromEntries(
    Object.entries(labelsOfCategory).flatMap(([category, labels]) =>
      labels.split(' ').map((label) => [label, category]),
    ),
  )

/** Left out: to ask for a person, and to review. */
export const ofBitextIntents = under({
  access: 'create_account delete_account edit_account recover_password registration_problems switch_account',
  billing: 'check_cancellation_fee check_invoice get_invoice check_payment_methods payment_issue',
  orders:
    'place_order cancel_order change_order track_order delivery_options delivery_period change_shipping_address set_up_shipping_address',
  returns: 'check_refund_policy get_refund track_refund',
  complaint: 'complaint',
  other: 'newsletter_subscription',
})

/** Left out: CONTACT and FEEDBACK. CANCEL are cancellation fees, SUBSCRIPTION is to a newsletter. */
export const ofBitextCategories = under({
  access: 'ACCOUNT',
  billing: 'INVOICE PAYMENT CANCEL',
  orders: 'ORDER DELIVERY SHIPPING',
  returns: 'REFUND',
  other: 'SUBSCRIPTION',
})

/** 27 of 77 intents; the others are about a bank's own products, or could be two categories. */
export const ofBanking77 = under({
  access:
    'passcode_forgotten pin_blocked change_pin edit_personal_details unable_to_verify_identity verify_my_identity why_verify_identity terminate_account',
  billing:
    'card_payment_fee_charged card_payment_not_recognised cash_withdrawal_charge cash_withdrawal_not_recognised direct_debit_payment_not_recognised exchange_charge extra_charge_on_statement transaction_charged_twice transfer_fee_charged top_up_by_bank_transfer_charge top_up_by_card_charge card_payment_wrong_exchange_rate',
  technical: 'contactless_not_working card_not_working virtual_card_not_working',
  orders: 'card_arrival card_delivery_estimate',
  returns: 'request_refund Refund_not_showing_up',
})
