// A page that draws one Adaptive Card in the colours of Teams. Both themes are in it; the media query chooses.

const containerColors = (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(names).map(([name, variable]) => [
      name,
      { default: `var(--${variable})`, subtle: variable === 'text' ? 'var(--subtle)' : `var(--${variable})` },
    ]),
  );

const foregroundColors = containerColors({
  default: 'text',
  dark: 'text',
  light: 'subtle',
  accent: 'accent',
  good: 'good',
  warning: 'warning',
  attention: 'attention',
});

const container = (background: string) => ({ backgroundColor: `var(--${background})`, foregroundColors });

const hostConfig = {
  fontTypes: {
    default: { fontFamily: 'Segoe UI, system-ui, sans-serif' },
    monospace: { fontFamily: 'ui-monospace, monospace' },
  },
  spacing: { small: 4, default: 8, medium: 12, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  supportsInteractivity: true,
  containerStyles: {
    default: container('card'),
    emphasis: container('emphasis'),
    good: container('emphasis'),
    warning: container('emphasis'),
    attention: container('emphasis'),
    accent: container('emphasis'),
  },
  inputs: { label: { inputSpacing: 'small', requiredInputs: { suffix: ' *', suffixColor: 'attention' } } },
  actions: { maxActions: 6, actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8 },
};

const style = `
  :root { color-scheme: light dark; --page:#f5f5f5; --card:#fff; --emphasis:#f0f0f0; --text:#242424; --subtle:#616161;
    --line:#d1d1d1; --accent:#5b5fc7; --good:#107c10; --warning:#835c00; --attention:#c4314b; }
  @media (prefers-color-scheme: dark) { :root { --page:#1f1f1f; --card:#292929; --emphasis:#333; --text:#fff;
    --subtle:#adadad; --line:#525252; --accent:#9299f7; --good:#92c353; --warning:#f8d22a; --attention:#f9526b; } }
  body { margin: 0; padding: 12px; background: var(--page); font: 14px/20px 'Segoe UI', system-ui, sans-serif; }
  #card { max-width: 460px; border: 1px solid var(--line); border-radius: 4px; overflow: hidden;
    overflow-wrap: anywhere; }
  input:not([type=checkbox], [type=radio]), textarea, select { box-sizing: border-box; width: 100%; padding: 6px 10px;
    font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 4px; }
  textarea { min-height: 72px; }
  p { margin: 0; } a { color: var(--accent); }
  button { padding: 6px 12px; font: inherit; font-weight: 600; color: var(--text); background: var(--card);
    border: 1px solid var(--line); border-radius: 4px; }
  button.style-positive { color: var(--card); background: var(--accent); }
  button.style-destructive { color: var(--card); background: var(--attention); }
`;

const script = `
  window.showCard = (content) => {
    // As Teams reads a TextBlock: links, and nothing else that these cards hold.
    AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
      const escaped = document.createElement('p');
      escaped.textContent = text;
      result.outputHtml = '<p>' + escaped.innerHTML.replace(/\\[([^\\]]+)\\]\\((https?:[^)\\s]+)\\)/g, '<a href="$2">$1</a>') + '</p>';
      result.didProcess = true;
    };
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig)});
    card.parse(content);
    document.getElementById('card').replaceChildren(card.render());
  };
`;

export const cardDocument = `<!doctype html><meta name="viewport" content="width=device-width"><title>Card</title>
<style>${style}</style><div id="card"></div><script>${script}</script>`;
