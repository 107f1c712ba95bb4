import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Fault } from '../../src/config/fault.ts'
import { type LoadOutcome, loadConfig } from '../../src/config/load-config.ts'

const secret = 'a-secret-of-24-characters'
const base = {
  RELEVO_WEBHOOK_SECRET: secret,
  FRESHDESK_DOMAIN: 'acme',
  FRESHDESK_API_KEY: 'freshdesk-key-123456',
}

/** Loads with a file system of texts; `relevo.yaml` is the configuration when it is there. */
const load = (files: Record<string, string>, env: Record<string, string | undefined> = {}): LoadOutcome =>
  loadConfig({
    env: { ...('/etc/relevo.yaml' in files ? { RELEVO_CONFIG: '/etc/relevo.yaml' } : {}), ...env },
    readFile: (path) => {
      const text = files[path]
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
      return text
    },
  })

const loadYaml = (yaml: string, env: Record<string, string | undefined> = {}): LoadOutcome =>
  load({ '/etc/relevo.yaml': yaml }, env)

const configOf = (outcome: LoadOutcome) => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults))
  return outcome.config
}
const faultsOf = (outcome: LoadOutcome): Fault[] => (outcome.ok ? [] : outcome.faults)
const brief = (faults: readonly Fault[]) =>
  faults.map(({ path, line, message }) => `${line ?? '-'} ${path}: ${message}`)
const at = (outcome: LoadOutcome, path: string) => faultsOf(outcome).find((fault) => fault.path === path)

t.test('three variables are enough', async (t) => {
  const outcome = load({}, base)
  const config = configOf(outcome)
  t.same(Object.keys(config.sources), ['botpress', 'zapier', 'generic'])
  t.match(config.sources['zapier'], {
    authentication: { kind: 'secret', secrets: [secret], header: 'x-webhook-secret' },
    helpdesk: 'main',
  })
  t.match(config.helpdesks['main'], { vendor: 'freshdesk', domain: 'acme', apiKey: 'freshdesk-key-123456' })
  t.match(config.server, { host: '127.0.0.1', port: 8080 })
  t.equal(config.delivery.retryCeiling, 600_000, 'durations are milliseconds')
  t.same(outcome.warnings, [])
})

t.test('nobody can change what all have read', async (t) => {
  const config = configOf(load({}, base))
  t.throws(() => Object.assign(config.server, { port: 1 }), TypeError)
  t.throws(() => config.sources['zapier']?.tags.push('x'), TypeError)
})

t.test('a first start learns what to set, and that it is a first start', async (t) => {
  const faults = faultsOf(load({}))
  t.same(
    faults.map(({ path, code }) => [path, code]),
    [
      ['FRESHDESK_DOMAIN', 'no-helpdesk'],
      ['RELEVO_WEBHOOK_SECRET', 'no-source'],
    ],
  )
  t.match(faults[0]?.message, /npm run demo/)
  t.match(faults[1]?.message, /crypto\.randomBytes/)
})

t.test('the environment wins for single values', async (t) => {
  const yaml =
    'server: { host: 10.0.0.1, port: 1 }\nlog: { level: warn }\nstore: { dataDir: /a }\nlanguage: en\n'
  const single = { HOST: '0.0.0.0', PORT: '9000', LOG_LEVEL: 'DEBUG', RELEVO_DATA_DIR: '/b' }
  const env = { ...base, ...single, RELEVO_LANGUAGE: 'es' }
  const config = configOf(loadYaml(yaml, env))
  t.match(config.server, { host: '0.0.0.0', port: 9000 })
  t.equal(config.log.level, 'debug')
  t.equal(config.store.dataDir, '/b')
  t.equal(config.language, 'es')
  t.match(configOf(loadYaml(yaml, base)).server, { host: '10.0.0.1', port: 1 })
})

t.test('an empty variable counts as absent', async (t) => {
  t.equal(configOf(load({}, { ...base, HOST: '', PORT: '  ' })).server.port, 8080)
})

t.test('the file wins for structures', async (t) => {
  const yaml = `
sources:
  zapier:
    authentication: { kind: hmac, secrets: [another-secret-of-mine] }
helpdesks:
  main: { vendor: freshdesk, domain: file, apiKey: from-file-12345 }
`
  const outcome = loadYaml(yaml, base)
  const config = configOf(outcome)
  t.equal(config.sources['zapier']?.authentication.kind, 'hmac')
  t.same(config.sources['botpress']?.authentication.secrets, [secret])
  t.match(config.helpdesks['main'], { domain: 'file' })
  t.same(
    outcome.warnings.map(({ path, code }) => [path, code]),
    [
      ['FRESHDESK_DOMAIN', 'conflict'],
      ['FRESHDESK_API_KEY', 'conflict'],
    ],
    'variables that have no effect are named',
  )
})

t.test('default sources go to the only help desk, whatever its name', async (t) => {
  const yaml = `helpdesks: { europe: { vendor: freshdesk, domain: acme, apiKey: "\${FRESHDESK_API_KEY}" } }\n`
  const config = configOf(loadYaml(yaml, { ...base, FRESHDESK_DOMAIN: undefined }))
  t.same(Object.keys(config.helpdesks), ['europe'])
  t.equal(config.sources['generic']?.helpdesk, 'europe')
})

t.test(
  'configured sources do without RELEVO_WEBHOOK_SECRET, and then there are no default ones',
  async (t) => {
    const yaml = 'sources: { betsur: { authentication: { kind: secret, secrets: [0123456789abcdefg] } } }\n'
    const config = configOf(loadYaml(yaml, { ...base, RELEVO_WEBHOOK_SECRET: undefined }))
    t.same(Object.keys(config.sources), ['betsur'])
  },
)

t.test('API keys of the file and of the environment both count', async (t) => {
  const yaml = 'api: { keys: [key-of-the-file-0000] }\n'
  const keys = (key: string) => configOf(loadYaml(yaml, { ...base, RELEVO_API_KEY: key })).api.keys
  t.same(keys('key-of-the-environment'), ['key-of-the-file-0000', 'key-of-the-environment'])
  t.same(keys('key-of-the-file-0000'), ['key-of-the-file-0000'])
})

t.test('texts take references, also for numbers and flags, and a doubled $ stands for itself', async (t) => {
  const yaml = `
server: { port: "\${A_PORT}", trustProxy: "\${A_FLAG}" }
sources:
  a: { authentication: { kind: secret, secrets: ["pre-\${A_SECRET}"] }, brand: "$\${A_SECRET}", tags: ["\${A_PORT}"] }
`
  const config = configOf(
    loadYaml(yaml, { ...base, A_PORT: '81', A_FLAG: 'true', A_SECRET: 'mid-of-a-long-secret' }),
  )
  t.match(config.server, { port: 81, trustProxy: true })
  t.same(config.sources['a']?.authentication.secrets, ['pre-mid-of-a-long-secret'])
  t.equal(config.sources['a']?.brand, `\${A_SECRET}`)
  t.same(config.sources['a']?.tags, ['81'], 'a text stays a text')
})

t.test('a reference to an unset variable is one fault, at its place', async (t) => {
  const yaml = `helpdesks:\n  main:\n    vendor: freshdesk\n    baseUrl: \${NOPE}\n    apiKey: \${NEITHER}\n`
  t.same(brief(faultsOf(loadYaml(yaml, { RELEVO_WEBHOOK_SECRET: secret }))), [
    '4 helpdesks.main.baseUrl: The environment variable NOPE is not set.',
    '5 helpdesks.main.apiKey: The environment variable NEITHER is not set.',
  ])
})

t.test('secrets may come from files', async (t) => {
  const yaml = `
sources:
  one: { authentication: { kind: secret, secretsFile: secrets/one } }
  two: { authentication: { kind: hmac, secretsFile: [/run/two, /run/three] } }
helpdesks:
  main: { vendor: freshdesk, domain: acme, apiKeyFile: /run/key }
`
  const files = {
    '/etc/relevo.yaml': yaml,
    '/etc/secrets/one': 'secret-number-one-1\n',
    '/run/two': 'secret-number-two-2\r\n',
    '/run/three': 'secret-number-three',
    '/run/key': 'the-key\n',
    '/run/api': 'api-key-in-a-file-1\n',
  }
  const config = configOf(load(files, { RELEVO_API_KEY_FILE: '/run/api' }))
  t.same(config.sources['one']?.authentication.secrets, ['secret-number-one-1'])
  t.same(config.sources['two']?.authentication.secrets, ['secret-number-two-2', 'secret-number-three'])
  t.match(config.helpdesks['main'], { apiKey: 'the-key' })
  t.same(config.api.keys, ['api-key-in-a-file-1'])
})

t.test('a secret file that is missing, empty or one too many is a fault', async (t) => {
  const yaml = `
sources:
  one: { authentication: { kind: secret, secretsFile: missing } }
  two: { authentication: { kind: secret, secretsFile: [empty, 7] } }
helpdesks:
  main: { vendor: freshdesk, domain: acme, apiKey: k, apiKeyFile: /run/key }
`
  const env = { RELEVO_API_KEY: 'x', RELEVO_API_KEY_FILE: '/run/key', RELEVO_WEBHOOK_SECRET_FILE: '/none' }
  const outcome = load({ '/etc/relevo.yaml': yaml, '/etc/empty': '\n', '/run/key': 'x' }, env)
  t.same(brief(faultsOf(outcome)).sort(), [
    '- RELEVO_API_KEY_FILE: Set RELEVO_API_KEY or RELEVO_API_KEY_FILE, not both.',
    '- RELEVO_WEBHOOK_SECRET_FILE: Cannot read the file /none (ENOENT).',
    '3 sources.one.authentication.secretsFile: Cannot read the file missing (ENOENT).',
    '4 sources.two.authentication.secretsFile[0]: The file is empty.',
    '4 sources.two.authentication.secretsFile[1]: Write the path of a file here.',
    '6 helpdesks.main.apiKeyFile: Set apiKey or apiKeyFile, not both.',
  ])
})

t.test('everything that is wrong is reported together, each with path and line', async (t) => {
  const yaml = `langauge: es
server:
  port: "x"
  prot: 1
  bodyLimit: 3
sources:
  betsur:
    helpdesk: mian
    authentication:
      kind: secret
      secrets: [short]
  Bad Name: {}
  inst:
    authentication: { kind: hmca, secrets: ["aaaaaaaaaaaaaaaaa"] }
  many:
    authentication: { kind: secret, secrets: [aaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbb, ccccccccccccccccc] }
    tags: [1]
    product:
categories:
  a: { patterns: ['(x', 'ok'] }
helpdesks:
  main:
    vendor: freshdesk
    domain: https://acme.freshdesk.com
    budget: { share: 2 }
    baseUrl: ftp://x.example
fallback: { to: nobody, from: a@example.org, smtpUrl: http://x }
delivery: { lease: 3x, whenClosed: maybe, addSimilarity: -1 }
publicUrl: x
classification: [1]
`
  const env = { PORT: '99999', LOG_LEVEL: 'loud', RELEVO_API_KEY: 'short' }
  t.same(brief(faultsOf(loadYaml(yaml, env))).sort(), [
    '- LOG_LEVEL: Use one of: trace, debug, info, warn, error, fatal, silent.',
    '- PORT: Must be at most 65535.',
    '- RELEVO_API_KEY: Write at least 8 characters.',
    '1 langauge: Unknown setting. Did you mean `language`?',
    '11 sources.betsur.authentication.secrets[0]: Write at least 8 characters.',
    '12 sources["Bad Name"]: Not a possible name. Use lower-case letters, digits and hyphens.',
    '14 sources.inst.authentication.kind: Use one of: secret, standard-webhooks, hmac.',
    '16 sources.many.authentication.secrets: List at most 2 entries.',
    '17 sources.many.tags[0]: Expected a text, found a number. Put it in quotes.',
    '18 sources.many.product: Missing: a text is required here.',
    '20 categories.a.patterns[0]: Not a regular expression: Unterminated group.',
    '22 helpdesks.main.apiKey: Missing: a text is required here.',
    '24 helpdesks.main.domain: Write acme or acme.freshdesk.com, without https:// and without a path.',
    '25 helpdesks.main.budget.share: Must be at most 1.',
    '26 helpdesks.main.baseUrl: Write an address that starts with https:// or http://.',
    '27 fallback.smtpUrl: Write an address that starts with smtp:// or smtps://.',
    '27 fallback.to: Write an e-mail address.',
    '28 delivery.addSimilarity: Must be at least 0.',
    '28 delivery.lease: Write a number and a unit: 500ms, 30s, 10m, 24h or 30d.',
    '28 delivery.whenClosed: Use one of: create, reopen.',
    '29 publicUrl: Write a complete address such as https://example.org.',
    '30 classification: Expected a group of settings, found a list.',
    '4 server.prot: Unknown setting. Did you mean `port`?',
    '5 server.bodyLimit: Must be at least 1024.',
    '8 sources.betsur.helpdesk: There is no help desk `mian`. Did you mean `main`?',
  ])
})

t.test(
  'two sources with one secret are warned about; the default ones, which share a variable, are not',
  async (t) => {
    const source = (name: string, text: string) =>
      `  ${name}: { authentication: { kind: secret, secrets: [${text}] } }\n`
    const shared = loadYaml(
      `sources:\n${source('a', 'another-of-24-characters')}${source('b', 'another-of-24-characters')}`,
      base,
    )
    t.same(
      shared.warnings.map(({ path, code, message }) => ({ path, code, message })),
      [
        {
          path: 'sources.b.authentication.secrets[0]',
          code: 'weak',
          message: 'The same secret as of source `a`; give each its own.',
        },
      ],
    )
    t.same(loadYaml('', base).warnings, [])
  },
)

t.test('a help desk falls back to another one, and not in a circle', async (t) => {
  const withFallbacks = (fallbacks: Record<string, string>) => {
    const desk = (name: string) => {
      const fallback = fallbacks[name] === undefined ? '' : `, fallback: { helpdesk: ${fallbacks[name]} }`
      return `  ${name}: { vendor: freshdesk, domain: ${name}, apiKey: k-${name}${fallback} }\n`
    }
    return loadYaml(`helpdesks:\n${['main', 'second', 'third'].map(desk).join('')}`, {
      RELEVO_WEBHOOK_SECRET: secret,
    })
  }
  const chain = withFallbacks({ main: 'second', second: 'third' })
  t.match(chain.ok && chain.config.helpdesks['main'], { fallback: { helpdesk: 'second', after: 1_800_000 } })
  t.same(brief(faultsOf(withFallbacks({ main: 'secnd', second: 'second', third: 'nobody' }))), [
    '2 helpdesks.main.fallback.helpdesk: There is no help desk `secnd`. Did you mean `second`?',
    '3 helpdesks.second.fallback.helpdesk: A help desk cannot take over from itself.',
    '4 helpdesks.third.fallback.helpdesk: There is no help desk `nobody`. Known: main, second.',
  ])
  t.same(brief(faultsOf(withFallbacks({ main: 'third', third: 'second', second: 'third' }))), [
    '3 helpdesks.second.fallback.helpdesk: They take over from each other in a circle: second → third → second.',
  ])
})

t.test('the target of a field must be one that Relevo has', async (t) => {
  const withTarget = (target: string) =>
    loadYaml(
      `sources:\n  socios:\n    authentication: { kind: secret, secrets: [${secret}] }\n    fields:\n      mail_del_socio: ${target}\n`,
      base,
    )
  for (const target of ['user_email', 'correo', 'User Email', 'requester.email', 'transcript', 'tags'])
    t.equal(withTarget(target).ok, true, target)
  for (const target of ['custom_fields.cf_socio', 'customFields.Socio', 'extra.Número de socio'])
    t.equal(withTarget(target).ok, true, target)
  t.same(brief(faultsOf(withTarget('user_emial'))), [
    '5 sources.socios.fields.mail_del_socio: Relevo has no field of this name. Did you mean `user_email`? Possible besides: `custom_fields.<name>` and `extra.<name>`.',
  ])
  t.match(at(withTarget('correos'), 'sources.socios.fields.mail_del_socio')?.message, /mean `user_email`/)
  for (const target of ['socio', 'extra.', 'custom_fields.', 'ticket.email_of_all'])
    t.match(at(withTarget(target), 'sources.socios.fields.mail_del_socio')?.message, /no field/, target)
  t.match(
    at(withTarget('numero_de_poliza'), 'sources.socios.fields.mail_del_socio')?.message,
    /Known: user_email,/,
  )
  t.equal(faultsOf(withTarget('7')).length, 1, 'what is no text is said once')
  t.equal(faultsOf(withTarget('""')).length, 1, 'and so is an empty one')
})

t.test('no fault and no warning quotes a secret', async (t) => {
  const hidden = 'hunter2-hunter2'
  const yaml = `
sources:
  a: { authentication: { kind: secret, secrets: ["${hidden}", "${hidden}"], header: 3 } }
  b: { authentication: { kind: standard-webhooks, secrets: ["${hidden}", "whpk_${hidden}"] } }
  c: { authentication: { kind: "${hidden}", secrets: {} } }
  d: { authentication: "${hidden}" }
helpdesks:
  main: { vendor: "${hidden}", domain: "https://${hidden}", apiKey: ["${hidden}"] }
fallback: { to: a@example.org, from: a@example.org, smtpUrl: "imap://${hidden}" }
store: { databaseUrl: "postgres://${hidden}" }
api: { keys: "${hidden}" }
`
  const outcome = loadYaml(yaml, { RELEVO_WEBHOOK_SECRET: hidden, PORT: hidden })
  t.ok(faultsOf(outcome).length >= 8)
  t.notMatch(JSON.stringify(outcome), hidden)
  for (const broken of [
    `a: [*${hidden}]`,
    `a: !${hidden} x`,
    `a: "${hidden}\\q"`,
    `a: @${hidden}`,
    `a: ${hidden}: ${hidden}`,
    `${hidden}`,
    `- ${hidden}`,
    `a: {${hidden}`,
    `a:\n\t${hidden}: 1`,
    `a: 1\na: ${hidden}`,
    `a: 1\n---\n${hidden}: 1`,
    `a: "${hidden}`,
  ]) {
    const refused = loadYaml(broken, base)
    t.equal(refused.ok, false, broken)
    t.notMatch(JSON.stringify(refused), hidden, broken)
  }
})

t.test('what is not YAML is told with line and column', async (t) => {
  t.same(brief(faultsOf(loadYaml('server:\n  port: 1\n\thost: x\n', base))), [
    '3 (file): Column 1: Indent with spaces, not with tabs.',
  ])
  t.same(brief(faultsOf(loadYaml('a: 1\na: 2\n', base))), ['2 (file): Column 1: This key stands here twice.'])
  t.same(
    brief(
      faultsOf(
        loadYaml('sources:\n  a:\n     language: es\n    brand: A\n    group: B\n   tags: []\n', base),
      ),
    ),
    [
      '4 (file): Column 1: The indentation does not fit what stands above. 2 more faults below may follow from it.',
    ],
    'of what follows from one wrong indent only the first is told',
  )
  t.match(faultsOf(loadYaml('just a text', base))[0], { path: '(file)', code: 'not-yaml', line: 1 })
  t.match(faultsOf(loadYaml(`a: &a [1]\nb: [${'*a, '.repeat(200)}*a]\n`, base))[0], { code: 'not-yaml' })
})

t.test('a file that is empty, or holds comments only, says nothing', async (t) => {
  t.equal(loadYaml('', base).ok, true)
  t.equal(loadYaml('# nothing yet\n', base).ok, true)
})

t.test('a file that cannot be read is the only fault', async (t) => {
  t.same(brief(faultsOf(load({}, { RELEVO_CONFIG: '/nowhere.yaml' }))), [
    '- RELEVO_CONFIG: Cannot read the file /nowhere.yaml (ENOENT).',
  ])
})

t.test('the real file system is read when nothing else is given', async (t) => {
  const folder = t.testdir()
  mkdirSync(join(folder, 'secrets'))
  writeFileSync(join(folder, 'secrets', 'key'), 'key-from-a-real-file\n')
  const yaml = 'helpdesks: { main: { vendor: freshdesk, domain: acme, apiKeyFile: secrets/key } }\n'
  writeFileSync(join(folder, 'relevo.yaml'), yaml)
  const outcome = loadConfig({
    env: { RELEVO_CONFIG: join(folder, 'relevo.yaml'), RELEVO_WEBHOOK_SECRET: secret },
  })
  t.match(configOf(outcome).helpdesks['main'], { apiKey: 'key-from-a-real-file' })
  const missing = loadConfig({ env: { RELEVO_CONFIG: join(folder, 'none.yaml') } })
  t.match(faultsOf(missing)[0]?.message, /ENOENT/)
})

t.test('half a set of credentials says which half is missing', async (t) => {
  const only = (env: Record<string, string>) =>
    brief(faultsOf(load({}, { RELEVO_WEBHOOK_SECRET: secret, ...env })))
  t.match(only({ FRESHDESK_DOMAIN: 'acme' }), [/^- FRESHDESK_API_KEY: Set it as well/])
  t.match(only({ FRESHDESK_API_KEY: 'k' }), [/^- FRESHDESK_DOMAIN: Set it as well/])
  t.match(only({ FRESHDESK_BASE_URL: 'http://localhost:1' }), [/^- FRESHDESK_API_KEY/])
  t.equal(
    load({}, { ...base, FRESHDESK_DOMAIN: undefined, FRESHDESK_BASE_URL: 'http://127.0.0.1:1' }).ok,
    true,
    'an address does instead of a domain',
  )
})

const zendesk = { ZENDESK_SUBDOMAIN: 'acme', ZENDESK_EMAIL: 'a@example.org', ZENDESK_API_TOKEN: 'token-1' }

t.test('a Zendesk is made of its own variables', async (t) => {
  const only = { RELEVO_WEBHOOK_SECRET: secret }
  t.match(configOf(load({}, { ...only, ...zendesk })).helpdesks['main'], {
    vendor: 'zendesk',
    subdomain: 'acme',
    email: 'a@example.org',
    apiToken: 'token-1',
  })
  const files = { '/run/token': 'from-a-file\n' }
  const fromFile = { ZENDESK_API_TOKEN: undefined, ZENDESK_API_TOKEN_FILE: '/run/token' }
  t.match(configOf(load(files, { ...only, ...zendesk, ...fromFile })).helpdesks['main'], {
    apiToken: 'from-a-file',
  })
  t.match(brief(faultsOf(load({}, { ...only, ZENDESK_SUBDOMAIN: 'acme' }))), [
    /^- ZENDESK_EMAIL: Set it as well/,
    /^- ZENDESK_API_TOKEN: Set it as well/,
  ])
  t.match(brief(faultsOf(load({}, { ...only, ...zendesk, ZENDESK_SUBDOMAIN: 'https://acme.zendesk.com' }))), [
    /^- ZENDESK_SUBDOMAIN: Write acme/,
  ])
  t.match(brief(faultsOf(load({}, { ...only, ...zendesk, ZENDESK_EMAIL: 'nobody' }))), [
    /^- ZENDESK_EMAIL: Write an e-mail address/,
  ])
  const withoutSubdomain = {
    ...zendesk,
    ZENDESK_SUBDOMAIN: undefined,
    ZENDESK_BASE_URL: 'http://127.0.0.1:1',
  }
  t.equal(load({}, { ...only, ...withoutSubdomain }).ok, true)
})

t.test('the variables of two help desks are a fault, as only one of them can be main', async (t) => {
  t.match(brief(faultsOf(load({}, { ...base, ...zendesk }))), [
    /^- ZENDESK_SUBDOMAIN: Set the variables of one/,
  ])
  const yaml = `
helpdesks:
  main: { vendor: freshdesk, domain: acme, apiKey: from-file-12345 }
  second: { vendor: zendesk, subdomain: acme, email: a@example.org, apiToken: '\${ZENDESK_API_TOKEN}' }
`
  t.match(Object.keys(configOf(loadYaml(yaml, { ...base, ...zendesk })).helpdesks), ['main', 'second'])
})

t.test('takes a language model from the environment, and none from a stray name or key', async (t) => {
  const llm = { LLM_BASE_URL: 'http://localhost:11434/v1', LLM_MODEL: 'tiny', LLM_API_KEY: 'k-123' }
  const expected = { baseUrl: 'http://localhost:11434/v1', model: 'tiny', apiKey: 'k-123' }
  t.same(configOf(load({}, { ...base, ...llm })).llm, expected)
  const stray = load({}, { ...base, LLM_MODEL: 'tiny', LLM_API_KEY: 'k-123' })
  t.equal(configOf(stray).llm, undefined)
  t.match(stray.warnings, [
    { path: 'LLM_API_KEY', message: /without LLM_BASE_URL/ },
    { path: 'LLM_MODEL', message: /without LLM_BASE_URL/ },
  ])
  t.match(faultsOf(load({}, { ...base, LLM_BASE_URL: 'http://localhost:11434/v1' })), [{ path: 'llm.model' }])
  t.match(faultsOf(load({}, { ...base, ...llm, LLM_BASE_URL: 'localhost' })), [{ path: 'LLM_BASE_URL' }])
})

t.test('a language model that is to be asked has to be named', async (t) => {
  const yaml = 'classification: { llm: { enabled: true } }'
  t.match(faultsOf(loadYaml(yaml, base)), [{ path: 'classification.llm.enabled', message: /LLM_BASE_URL/ }])
  const named = 'llm: { baseUrl: http://localhost:1/v1, model: tiny }\n'
  t.equal(configOf(loadYaml(named + yaml, base)).classification.llm.enabled, true)
})

t.test('takes an address of PostgreSQL, and of nothing else', async (t) => {
  const good = load({}, { ...base, DATABASE_URL: 'postgres://relevo:hunter2@db.example:5432/relevo' })
  t.equal(good.ok, true)
  const bad = load({}, { ...base, DATABASE_URL: 'mysql://relevo:hunter2@db.example/relevo' })
  t.match(faultsOf(bad), [{ path: 'DATABASE_URL', message: /postgres:\/\// }])
  t.notMatch(JSON.stringify(faultsOf(bad)), /hunter2/)
})

t.test('a misspelt variable is a warning with the name that was meant', async (t) => {
  const env = { ...base, RELEVO_WEBHOK_SECRET: 'x', FRESHDESK_COLOUR_OF_THE_LOGO: 'x', RELEVO_MINE: 'used' }
  const { warnings } = loadYaml(`language: \${RELEVO_MINE}\n`, env)
  t.same(brief(warnings), [
    '- RELEVO_WEBHOK_SECRET: Nothing reads this variable. Did you mean RELEVO_WEBHOOK_SECRET?',
    '- FRESHDESK_COLOUR_OF_THE_LOGO: Nothing reads this variable.',
  ])
})

t.test('a secret that is too short is told once, though three sources use it', async (t) => {
  t.same(brief(faultsOf(load({}, { ...base, RELEVO_WEBHOOK_SECRET: 'short' }))), [
    '- RELEVO_WEBHOOK_SECRET: Write at least 8 characters.',
  ])
})

t.test('weak and shared secrets are warnings', async (t) => {
  const yaml = `
sources:
  a: { authentication: { kind: secret, secrets: [fifteen-letters] } }
  b: { authentication: { kind: secret, secrets: [0123456789abcdef-b] } }
  c: { authentication: { kind: hmac, secrets: [0123456789abcdef-b] } }
  d: { authentication: { kind: standard-webhooks, secrets: [whsec_c2hvcnQ=] } }
  e: { authentication: { kind: standard-webhooks, secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw] } }
api: { keys: [ten-letter] }
`
  const { warnings } = loadYaml(yaml, { ...base, RELEVO_WEBHOOK_SECRET: 'ten-letters' })
  t.same(
    warnings.map(({ path, code }) => `${code} ${path}`),
    [
      'weak sources.a.authentication.secrets[0]',
      'weak sources.c.authentication.secrets[0]',
      'weak sources.d.authentication.secrets[0]',
      'weak RELEVO_WEBHOOK_SECRET',
      'weak api.keys[0]',
    ],
  )
  t.match(warnings[1]?.message, /source `b`/)
})

t.test('keys of Standard Webhooks must be what the sender shows', async (t) => {
  const withKey = (key: string) =>
    loadYaml(`sources: { a: { authentication: { kind: standard-webhooks, secrets: ["${key}"] } } }\n`, base)
  t.match(at(withKey('whsec_not base64'), 'sources.a.authentication.secrets[0]')?.message, /whsec_/)
  t.match(at(withKey('whpk_MfKQ9r8GKYqr'), 'sources.a.authentication.secrets[0]')?.message, /whpk_.*32 bytes/)
  t.match(at(withKey('whpk_not base64'), 'sources.a.authentication.secrets[0]')?.message, /whpk_/)
  t.match(at(withKey('whsk_MfKQ9r8GKYqr'), 'sources.a.authentication.secrets[0]')?.message, /private key/)
  t.equal(withKey('whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=').ok, true, 'a public key')
  t.equal(withKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw').ok, true)
  t.equal(withKey('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw').ok, true, 'the prefix may be left out')
})

t.test("a domain that is not Freshdesk's is a warning", async (t) => {
  const { warnings } = load({}, { ...base, FRESHDESK_DOMAIN: 'support.acme.example' })
  t.match(warnings, [{ path: 'FRESHDESK_DOMAIN', message: /acme\.freshdesk\.com only/ }])
  t.same(load({}, { ...base, FRESHDESK_DOMAIN: 'acme.freshdesk.com' }).warnings, [])
})

t.test('a default source that leads nowhere names the help desks there are', async (t) => {
  const desk = '{ vendor: freshdesk, domain: acme, apiKey: k }'
  const outcome = loadYaml(`helpdesks: { europe: ${desk}, america: ${desk} }\n`, {
    RELEVO_WEBHOOK_SECRET: secret,
  })
  t.match(at(outcome, 'sources.zapier.helpdesk')?.message, /Known: europe, america/)
})

t.test('wrong shapes around the environment do not stop the rest from being checked', async (t) => {
  const outcome = loadYaml('server: 5\napi: { keys: 7 }\nsources: [1]\nhelpdesks: x\n', {
    ...base,
    HOST: 'h',
    RELEVO_API_KEY: 'some-key-of-mine-1',
  })
  t.same(
    faultsOf(outcome)
      .filter(({ code }) => code === 'invalid')
      .map(({ path }) => path),
    ['server', 'api.keys', 'sources', 'helpdesks'],
  )
})
