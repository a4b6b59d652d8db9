import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod/v4/core';
import { events } from './api/events.ts';
import { Application } from './application.tsx';
import { startShortcuts } from './navigation/shortcuts.ts';
import { startTheme } from './theme/theme.ts';

// The content security policy forbids the code that zod would make for speed.
config({ jitless: true });
startTheme();
startShortcuts();
events.start();

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Application />
    </StrictMode>,
  );
}
