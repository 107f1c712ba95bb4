import type { CategoryConfig } from '../../schemas/configuration.ts'
import type { DefaultCategoryName } from '../../schemas/default-category-names.ts'
import { access } from './categories/access.ts'
import { billing } from './categories/billing.ts'
import { complaint } from './categories/complaint.ts'
import { orders } from './categories/orders.ts'
import { other } from './categories/other.ts'
import { returns } from './categories/returns.ts'
import { sales } from './categories/sales.ts'
import { technical } from './categories/technical.ts'

/**
 * The categories that stand when none are configured. Types and groups are left open: every account has its own. The
 * key is what appears in the ledger and as a tag.
 */
export const defaultCategories: Record<string, CategoryConfig> = {
  billing,
  access,
  technical,
  orders,
  returns,
  sales,
  complaint,
  other,
} satisfies Record<DefaultCategoryName, CategoryConfig>
