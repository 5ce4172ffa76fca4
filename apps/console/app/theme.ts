import {
  ActionIcon,
  Button,
  createTheme,
  Menu,
  Modal,
  MultiSelect,
  Select,
  Textarea,
  TextInput,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** Deep water under a bridge: calm, and 7:1 on white from the seventh shade on. */
const lagoon: MantineColorsTuple = [
  '#eaf4f8',
  '#d3e6ee',
  '#a5cddd',
  '#74b2cb',
  '#4c9bbb',
  '#328bb0',
  '#1d6f92',
  '#175b79',
  '#17506b',
  '#0e3d53',
];
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f2f5',
  '#e4e8ec',
  '#d3d9df',
  '#bac3cc',
  '#939faa',
  '#66727e',
  '#4b5661',
  '#323b45',
  '#1b232b',
];
const dark: MantineColorsTuple = [
  '#d7dde3',
  '#b9c2cb',
  '#9aa6b2',
  '#6d7985',
  '#3d4853',
  '#303a44',
  '#222b34',
  '#1a222a',
  '#141b22',
  '#0f151b',
];

export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  colors: { lagoon, gray, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '18px' },
  headings: {
    fontWeight: '620',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs' } }),
    Select: Select.extend({ defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } }),
    MultiSelect: MultiSelect.extend({ defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-end' } }),
    Modal: Modal.extend({
      styles: { title: { fontWeight: 620 } },
      defaultProps: { overlayProps: { backgroundOpacity: 0.4, blur: 2 }, radius: 'md' },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: true } }),
  },
});

/** What is dimmed stays readable: 4.5:1 on every surface of the console. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#17212b',
    '--mantine-color-dimmed': '#55616d',
    '--mantine-color-placeholder': '#66727e',
    '--mantine-color-error': '#a61b1b',
    '--mantine-color-anchor': '#17506b',
    '--mantine-color-default-border': '#c9d1d8',
  },
  dark: {
    '--mantine-color-body': '#141b22',
    '--mantine-color-text': '#dde4ea',
    '--mantine-color-dimmed': '#9fabb7',
    '--mantine-color-placeholder': '#8f9ba7',
    '--mantine-color-error': '#ff9b9b',
    '--mantine-color-anchor': '#8cc6de',
    '--mantine-color-default-border': '#3d4853',
  },
});
