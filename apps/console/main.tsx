import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startWords } from './words/start-words.js';
import { App } from './app/app.js';
import './app/styles.js';

const root = document.getElementById('root');
if (!root) throw new Error('expected an element with the id «root» in index.html, none came');
await startWords();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
