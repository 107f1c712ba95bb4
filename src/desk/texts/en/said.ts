/** What a page says once about what was just done, by code (`said` of an answer). */
export const said = {
  saved: 'Saved.',
  'signed-out': 'You have signed out.',
  learning:
    'Training has begun. It runs in the background, and the new model is used only when it is better.',
}
