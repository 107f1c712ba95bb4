/** What a page says once about what was just done, by code (`said` of an answer). */
export const said = {
  saved: 'Saved.',
  'signed-out': 'You have signed out.',
  again:
    'Please try again: the page was open for too long, or your browser keeps no cookies of this address. Nothing was changed.',
  'signed-out-everywhere': 'You have signed out everywhere.',
  welcome: 'You are in. Next time, sign in with your e-mail and password.',
  'password-changed': 'The password is changed, and you are signed out everywhere else.',
  learning:
    'Training has begun. It runs in the background, and the new model is used only when it is better.',
  dismissed: 'Dismissed.',
  'sent-again': 'It goes on its way again.',
  'rule-written': 'The rule is written and in force.',
}
