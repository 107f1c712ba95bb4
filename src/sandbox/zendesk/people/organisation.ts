import { jsonAnswer } from '../../answer.ts'
import type { Call, Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageOf } from '../page-of.ts'

const groups = (call: Call) =>
  pageOf(
    call,
    'groups',
    [...call.account.groups.values()].map(({ id, name }) => ({ id, name, deleted: false, is_public: true })),
  )

const memberships = (call: Call) =>
  pageOf(
    call,
    'group_memberships',
    [...call.account.groups.values()].flatMap(({ id, memberIds }) =>
      memberIds.map((user) => ({ id: id + user, user_id: user, group_id: id, default: false })),
    ),
  )

const brands = (call: Call) =>
  pageOf(
    call,
    'brands',
    [...call.account.brands.values()].map((brand) => ({ ...brand, active: true })),
  )

const fields = (call: Call) =>
  pageOf(
    call,
    'ticket_fields',
    [...call.account.fields.values()].map((field) => ({
      id: field.id,
      type: field.type,
      title: field.title,
      raw_title: field.title,
      required: field.required,
      active: field.active,
      removable: ![
        'subject',
        'description',
        'status',
        'tickettype',
        'priority',
        'group',
        'assignee',
      ].includes(field.type),
      ...(field.pattern === null ? {} : { regexp_for_validation: field.pattern }),
      ...(field.systemOptions.length === 0 ? {} : { system_field_options: field.systemOptions }),
      ...(field.options.length === 0
        ? {}
        : {
            custom_field_options: field.options.map((option) => ({
              ...option,
              raw_name: option.name,
              default: false,
            })),
          }),
    })),
  )

const statuses = (call: Call) =>
  jsonAnswer(200, {
    custom_statuses: [...call.account.statuses.values()].map(({ id, category, label, isDefault }) => ({
      id,
      status_category: category,
      agent_label: label,
      end_user_label: label,
      active: true,
      default: isDefault,
    })),
  })

/** Published articles that hold every word. */
const articles = (call: Call) => {
  const words = (call.query.get('query') ?? '').toLowerCase().split(/\s+/)
  const locale = call.query.get('locale')
  const found = [...call.account.articles.values()].filter(
    (article) =>
      !article.draft &&
      words.every((word) => `${article.title} ${article.body}`.toLowerCase().includes(word)) &&
      (locale === null || article.locale === locale),
  )
  return pageOf(
    call,
    'results',
    found.map(({ id, title, body, locale: language, updatedAt }) => ({
      id,
      title,
      body,
      locale: language,
      html_url: `${call.origin}/hc/${language}/articles/${id}`,
      updated_at: formatTime(updatedAt),
    })),
  )
}

/** All of them, drafts too: our agent may see them. */
const allArticles = (call: Call) =>
  pageOf(
    call,
    'articles',
    [...call.account.articles.values()].map(({ id, title, body, locale, draft, updatedAt }) => ({
      id,
      title,
      body,
      locale,
      draft,
      user_segment_id: null,
      html_url: `${call.origin}/hc/${locale}/articles/${id}`,
      updated_at: formatTime(updatedAt),
    })),
  )

export const organisationRoutes: readonly Route[] = [
  { method: 'GET', path: '/groups', handle: groups },
  { method: 'GET', path: '/groups/assignable', handle: groups },
  { method: 'GET', path: '/group_memberships', handle: memberships },
  { method: 'GET', path: '/brands', handle: brands },
  { method: 'GET', path: '/ticket_fields', handle: fields },
  { method: 'GET', path: '/custom_statuses', handle: statuses },
  { method: 'GET', path: '/help_center/articles', handle: allArticles },
  { method: 'GET', path: '/help_center/articles/search', handle: articles },
]
