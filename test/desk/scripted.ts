/** A door of which a test scripts only what it needs; anything else that is asked of it fails the test. */
export const scripted = <Door extends object>(name: string, given: Partial<Door> = {}): Door =>
  new Proxy(given as Door, {
    get: (target, key) => {
      // Whoever looks whether it is a promise gets no for an answer.
      if (key in target || typeof key === 'symbol' || key === 'then') return Reflect.get(target, key)
      throw new Error(`No test has scripted ${name}.${key}.`)
    },
  })
