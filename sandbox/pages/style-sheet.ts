// The one style sheet of the sandbox's pages. Contrast of text is 4.5 or more in both schemes.

export const styleSheet = `
:root { color-scheme: light dark; --ground: #f3f2f1; --sheet: #ffffff; --ink: #242424; --quiet: #5c5c5c; --line: #d6d4d2;
  --accent: #0f6cbd; --on-accent: #ffffff; --hover: #ebf3fc; --good: #0e700e; --bad: #b10e1c; --code: #f7f6f5; }
@media (prefers-color-scheme: dark) { :root { --ground: #141414; --sheet: #1f1f1f; --ink: #f2f2f2; --quiet: #b5b5b5; --line: #444444;
  --accent: #62abf5; --on-accent: #10233a; --hover: #2b3644; --good: #7bd07b; --bad: #f59aa0; --code: #181818; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 "Segoe UI", system-ui, -apple-system, sans-serif; overflow-wrap: anywhere; }
header { background: var(--sheet); border-bottom: 1px solid var(--line); padding: .75rem 1rem; }
header p { margin: 0 auto; max-width: 60rem; }
header p + p { color: var(--quiet); font-size: .875rem; }
main { margin: 1.5rem auto; padding: 0 1rem; max-width: 60rem; }
.wide header p { max-width: 58rem; } .narrow header p { max-width: 30rem; }
.narrow main { max-width: 30rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 1.5rem; }
@media (max-width: 32rem) { .narrow main { margin: 0; border-width: 0 0 1px; border-radius: 0; padding: 1rem; } }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.125rem; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: 0 0 .75rem; }
.quiet { color: var(--quiet); font-size: .875rem; }
.good { color: var(--good); } .bad { color: var(--bad); }
section { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
a { color: var(--accent); }
button, select, input, textarea { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { background: var(--sheet); border: 1px solid var(--quiet); border-radius: 4px; padding: .5rem 1rem; cursor: pointer; min-height: 2.75rem; }
button:hover { background: var(--hover); }
button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button.first:hover { filter: brightness(1.1); }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0 0; }
ul.people { list-style: none; margin: 1rem -.5rem 0; padding: 0; }
ul.people li + li { border-top: 1px solid var(--line); }
ul.people button { display: flex; gap: .875rem; align-items: center; width: 100%; text-align: left; border: 0; padding: .75rem .5rem; }
.initials { flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--accent); color: var(--on-accent); display: grid; place-items: center; font-weight: 600; }
.person span { display: block; font-size: .9375rem; } .person .quiet { font-size: .875rem; } .person .name { font-weight: 600; font-size: 1rem; }
ul.permissions { margin: .5rem 0 1rem; padding: 0 0 0 1.25rem; } ul.permissions li { margin: 0 0 .375rem; }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: 0 0 1rem; } nav [aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .25rem 1rem; margin: 0; } dt { color: var(--quiet); } dd { margin: 0; }
@media (max-width: 32rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin: 0 0 .5rem; } }
label { display: block; font-weight: 600; margin: .75rem 0 .25rem; } label.check { font-weight: 400; display: flex; gap: .5rem; align-items: center; }
input:not([type=checkbox]), select { width: 100%; max-width: 24rem; padding: .5rem; min-height: 2.75rem; background: var(--sheet); border: 1px solid var(--quiet); border-radius: 4px; }
input[type=checkbox] { flex: none; width: 1.25rem; height: 1.25rem; accent-color: var(--accent); }
textarea { width: 100%; min-height: 14rem; padding: .5rem; background: var(--code); border: 1px solid var(--quiet); border-radius: 4px; resize: vertical; }
textarea, pre, code { font-family: "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .875rem; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 4px; padding: .75rem; margin: .25rem 0 0; white-space: pre-wrap; }
.note { margin: .25rem 0 0; max-width: 34rem; }
.pair { display: flex; flex-wrap: wrap; gap: 0 1rem; max-width: 24rem; } .pair > div { flex: 1 1 9rem; }
.buttons + .quiet, form + .quiet { margin: 1rem 0 0; }
.things { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem; }
.things .thing { border-top: 1px solid var(--line); margin-top: .5rem; } .things dl { grid-template-columns: 7rem 1fr; }
:not(.things) > .thing + .thing { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .75rem; }
`;
