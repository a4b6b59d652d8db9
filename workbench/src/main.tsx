import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { Application } from './application.tsx';

// The content security policy forbids the code that zod would make for speed.
z.config({ jitless: true });

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Application />
    </StrictMode>,
  );
}
