import t from 'tap'
import { findSecrets } from '../../../src/assist/vault/find-secrets.ts'
import { maskSecrets } from '../../../src/assist/vault/mask-secrets.ts'
import type { SecretFinding } from '../../../src/assist/vault/vault.ts'

// Put together here, so that no scanner takes this file for a leak.
const gitHub = `ghp_${'a1B2c3D4e5'.repeat(4)}`
const openAi = `sk-proj-${'a1B2c3D4'.repeat(5)}`
const amazon = `AKIA${'IOSFODNN7EXAMPLE'}`
const jwt = `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0In0'}.${'dozjgNryP4J3jVmN'}`
const pem = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEowIBAAKCAQEA\n'.repeat(3)}-----END RSA PRIVATE KEY-----`

const secrets: readonly (readonly [text: string, kind: SecretFinding['kind'], secret: string])[] = [
  ['mi contraseña es Verano2026', 'password', 'Verano2026'],
  ['Mi contraseña es: Verano2026!', 'password', 'Verano2026!'],
  ['contraseña: hola1234', 'password', 'hola1234'],
  ['Contraseña:girasol', 'password', 'girasol'],
  ['usuario: ana\nclave: Tr3n-azul\ngracias', 'password', 'Tr3n-azul'],
  ['la clave es k9#mm2', 'password', 'k9#mm2'],
  ['La contraseña del wifi es "cafeconleche"', 'password', 'cafeconleche'],
  ['mi clave actual era Perro_22, y no entra', 'password', 'Perro_22'],
  ['clave de acceso: 00Ab-77', 'password', '00Ab-77'],
  ['contrasena = Luna.llena9', 'password', 'Luna.llena9'],
  ['password: hunter2', 'password', 'hunter2'],
  ['My password is hunter2.', 'password', 'hunter2'],
  ['the password for the VPN is S3cr3t!pass', 'password', 'S3cr3t!pass'],
  ['my new password is correctHorse', 'password', 'correctHorse'],
  ['pwd=abc123', 'password', 'abc123'],
  ['Pass: Qwerty!9', 'password', 'Qwerty!9'],
  ['password "sunflower" does not work', 'password', 'sunflower'],
  ['user: bob / password: tiger-lily', 'password', 'tiger-lily'],
  ['passphrase: four-words-in-a-row', 'password', 'four-words-in-a-row'],
  ['mi pin es 4821', 'password', '4821'],
  ['pin 4821 de la tarjeta', 'password', '4821'],
  ['contraseña (Gatito77)', 'password', 'Gatito77'],
  ['He puesto Gatito77 como contraseña', 'password', 'Gatito77'],
  ['I used Gatito77 as my password', 'password', 'Gatito77'],
  ['pongo mi clave Gatito77 y nada', 'password', 'Gatito77'],
  ['La contraseña que uso: Gatito77', 'password', 'Gatito77'],
  ['DB_PASSWORD=Zx9!kk', 'password', 'Zx9!kk'],
  ['la clave del wifi es "casa blanca 33"', 'password', 'casa blanca 33'],
  ['4111 1111 1111 1111 cvv 123', 'code', '123'],
  ['CVC: 1234, caduca pronto', 'code', '1234'],
  [
    `AWS secret ${'wJalrXUtnFEMI/K7MDENG'}/${'bPxRfiCYEXAMPLEKEY'}`,
    'api-key',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ],
  [
    'seed phrase: abandon ability able about above absent absorb abstract absurd abuse access accident',
    'private-key',
    'abandon ability able about above absent absorb abstract absurd abuse access accident',
  ],
  ['The pin number is 5143', 'password', '5143'],
  ['PIN: 0077', 'password', '0077'],
  ['conéctate a https://ana:s3creto@host.example/x', 'password', 's3creto'],
  ['postgres://relevo:hunter2@db/relevo', 'password', 'hunter2'],
  [`aquí va ${openAi} gracias`, 'api-key', openAi],
  [`key ${amazon}`, 'api-key', amazon],
  [`${gitHub}`, 'api-key', gitHub],
  [`glpat-${'x1y2z3w4v5u6t7s8r9q0'}`, 'api-key', `glpat-${'x1y2z3w4v5u6t7s8r9q0'}`],
  [`xoxb-${'123456789012-abcdefABCDEF'}`, 'api-key', `xoxb-${'123456789012-abcdefABCDEF'}`],
  [`sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`, 'api-key', `sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`],
  [`AIza${'SyA1234567890abcdefghijklmnopqrstuv'}`, 'api-key', `AIza${'SyA1234567890abcdefghijklmnopqrstuv'}`],
  [`rlv_${'123456789012_abcDEF'}`, 'api-key', `rlv_${'123456789012_abcDEF'}`],
  ['api_key=9f8e7d6c5b4a39281706', 'api-key', '9f8e7d6c5b4a39281706'],
  ['API key: 9f8e7d6c-5b4a-3928-1706', 'api-key', '9f8e7d6c-5b4a-3928-1706'],
  ['client_secret = "aB3dE6gH9jK2mN5"', 'api-key', 'aB3dE6gH9jK2mN5'],
  ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI7K7MDENGbPxRfiCYKEY', 'api-key', 'wJalrXUtnFEMI7K7MDENGbPxRfiCYKEY'],
  [`el token: ${jwt}`, 'token', jwt],
  ['Authorization: Bearer abc123def456ghi789', 'token', 'Bearer abc123def456ghi789'],
  ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'token', 'Basic dXNlcjpwYXNzd29yZA=='],
  [`mira:\n${pem}\nfin`, 'private-key', pem],
  ['el código es 482913', 'code', '482913'],
  ['El código de verificación es 482 913'.replace(' 913', '913'), 'code', '482913'],
  ['código de seguridad: 7719', 'code', '7719'],
  ['el código que me llegó es 553201', 'code', '553201'],
  ['your code is 482913', 'code', '482913'],
  ['Your verification code is: 123-456', 'code', '123-456'],
  ['the code I got is 99120', 'code', '99120'],
  ['G-482913 is your Google verification code', 'code', 'G-482913'],
  ['482913 es tu código de acceso', 'code', '482913'],
  ['OTP: 771902', 'code', '771902'],
]

const harmless: readonly string[] = [
  'El PIN 3 de la placa está suelto',
  'contraseña (opcional)',
  'the password (required)',
  'mi clave Windows no sirve',
  'cambié la contraseña con Windows11',
  'mi clave WPA2 es de las de antes',
  'la contraseña "no es válida", dice',
  'uso el iPad como segundo monitor',
  'We need a recovery phrase for the form',
  'I forgot my password',
  'olvidé mi contraseña',
  'He olvidado la contraseña y no puedo entrar',
  'mi contraseña es incorrecta según el sistema',
  'Me dice que la contraseña es incorrecta.',
  'my password is not working',
  'The password is wrong, what now?',
  'password: incorrect',
  'La contraseña: no la recuerdo',
  'quiero cambiar la contraseña de la VPN',
  'contraseña: ********',
  'password: [SECRET_1]',
  'password: <your password>',
  'la clave es reiniciar el router',
  'la clave del problema está en el cable',
  'password reset link does not arrive',
  'Reset password: https://example.org/reset',
  'La contraseña es obligatoria',
  'the password must have 8 characters',
  'el código postal es 28001',
  'código de error: 0x80070005',
  'código de error es 1603',
  'el código de producto es 482913',
  'zip code is 90210',
  'the error code is 5012',
  'country code: 0034',
  'no me llega el código',
  'my order is 482913',
  'API key: where do I find it?',
  'the API key is not accepted',
  'caducó el token de acceso',
  'we use Basic authentication and bearer tokens',
  'the bearer of this document',
  'task-oriented and risk-averse-people-everywhere',
  '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  '1. Password: remove the saved one, and sign in again',
  'Contraseña: borre la guardada',
  'keyboard and monkey',
  'pin the window to the taskbar',
  'Pass me to a colleague',
  '',
]

t.test('finds secrets, tells what they are and which message has them', async (t) => {
  for (const [text, kind, secret] of secrets) {
    t.match(findSecrets(['', text])[0], { kind, message: 1 }, text)
    const masked = maskSecrets(text)
    t.notMatch(masked, secret, `masked: ${text}`)
    t.equal(
      masked.replace(/\[SECRET_\d\]/, () => secret),
      text,
      `nothing else: ${text}`,
    )
  }
  t.ok(secrets.length + harmless.length >= 60)
})

t.test('leaves talk about passwords, keys and codes alone', async (t) => {
  for (const text of harmless) {
    t.same(findSecrets([text]), [], text)
    t.equal(maskSecrets(text), text)
  }
})

t.test('tells each kind once a text, by its place, and nothing of the secret', async (t) => {
  const findings = findSecrets(['clave: Abc-1', 'nada', 'password: Abc-1, password: Xyz-2, OTP: 771902'])
  t.same(findings, [
    { kind: 'password', message: 0 },
    { kind: 'password', message: 2 },
    { kind: 'code', message: 2 },
  ])
})

t.test('the same secret becomes the same token', async (t) => {
  t.equal(
    maskSecrets('clave: Abc-1 y clave: Xyz-2 y clave: Abc-1'),
    'clave: [SECRET_1] y clave: [SECRET_2] y clave: [SECRET_1]',
  )
})

t.test('is linear in the text', async (t) => {
  for (const unit of [
    'password ',
    'clave: ',
    'eyJ',
    'eyJaaaaaa.',
    '-----BEGIN PRIVATE KEY-----',
    'sk-',
    'a_',
    'http://a:',
    '1 ',
    'código de ',
  ]) {
    const since = process.cpuUsage()
    findSecrets([unit.repeat(Math.floor(200_000 / unit.length))])
    const took = process.cpuUsage(since).user / 1000
    t.ok(took < 1500, `${unit}: ${Math.round(took)} ms`)
  }
})
