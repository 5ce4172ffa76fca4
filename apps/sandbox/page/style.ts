/** The one stylesheet; nothing is loaded from elsewhere. */
export const style = `
:root { color-scheme: light dark; --line: #8886; --link: light-dark(#0b57d0, #8ab4f8); --mark: light-dark(#fff3cd, #4a3b00) }
* { box-sizing: border-box }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 0 1rem 3rem }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem; background: Canvas }
nav ul { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; border-bottom: 1px solid var(--line) }
nav li { padding: .75rem 0 }
nav [aria-current] { font-weight: bold; text-decoration: none; color: inherit }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
caption { text-align: start; padding: .5rem 0; font-weight: bold }
th, td { text-align: start; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
fieldset { border: 1px solid var(--line); margin: 1rem 0; padding: 1rem }
form p { margin: .5rem 0 }
label { display: inline-block; min-width: 14rem }
input, select, textarea { font: inherit; padding: .35rem; max-width: 100% }
textarea { width: 100%; min-height: 5rem }
button { font: inherit; padding: .5rem 1rem; min-height: 2.75rem; cursor: pointer }
.row { display: flex; flex-wrap: wrap; gap: .5rem }
[role=status], [role=alert] { border: 2px solid currentColor; padding: .75rem; background: var(--mark) }
.internal { border-inline-start: .35rem solid #b3261e; padding-inline-start: .6rem }
.public { border-inline-start: .35rem solid #146c2e; padding-inline-start: .6rem }
`;
