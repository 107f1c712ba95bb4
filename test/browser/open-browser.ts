import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import type { Test } from 'tap'

// Debian's, Ubuntu's, and Google's own package.
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const findBrowser = (): string | undefined =>
  places.find((place) => {
    try {
      accessSync(place, constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** Why there is no browser for the tests, or false: for tap's `skip` option. In CI there must be one. */
export const browserMissing = (): string | false => {
  if (findBrowser() !== undefined) return false
  if (process.env['CI'] === 'true') throw new Error('Chromium must be installed in CI; see .ci/run.')
  return `no Chromium at ${places.join(', ')}`
}

/** A Chromium without a window and on a profile of its own, until the test ends. Skip the test by `browserMissing` where there is none. */
export const openBrowser = async (t: Pick<Test, 'teardown'>): Promise<Browser> => {
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error(`There is no Chromium at ${places.join(', ')}.`)
  const browser = await chromium.launch({
    executablePath,
    args: [
      // In CI it runs as root, where there is no sandbox.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      // Nothing of its own over the network: what a page asks for is all there is.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  t.teardown(() => browser.close())
  return browser
}
