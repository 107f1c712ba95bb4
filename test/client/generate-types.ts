import { registerHooks } from 'node:module'

// Its own declarations speak of the compiler API too, which the compiler of this house does not know.
interface Generator {
  default: (file: URL) => Promise<object[]>
  astToString: (ast: object[]) => string
}
const generatorName: string = 'openapi-typescript'

/**
 * The document at `file`, as TypeScript types by openapi-typescript. That one builds its text with the compiler API of TypeScript 5,
 * which 7 does not have; it gets the one that is installed as `typescript5` (docs/decisions/0013-openapi-and-docs.md).
 */
export const generateTypes = async (file: URL): Promise<string> => {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(
        specifier === 'typescript' &&
          context.parentURL?.includes('/node_modules/openapi-typescript/') === true
          ? 'typescript5'
          : specifier,
        context,
      ),
  })
  try {
    const { default: generate, astToString }: Generator = await import(generatorName)
    return astToString(await generate(file))
  } finally {
    hooks.deregister()
  }
}
