/** The shore of a lake: three calm lines of water under a low sun. */
export function WelcomeLogo() {
  return (
    <svg width="36" height="36" viewBox="0 0 36 36" aria-hidden>
      <circle cx="18" cy="13" r="6" fill="#e2b04a" />
      <g fill="none" stroke="var(--mantine-primary-color-filled)" strokeLinecap="round" strokeWidth="2.6">
        <path d="M4 20c4-3 7-3 10 0s7 3 10 0 6-3 8 0" />
        <path d="M4 26c4-3 7-3 10 0s7 3 10 0 6-3 8 0" opacity="0.75" />
        <path d="M4 32c4-3 7-3 10 0s7 3 10 0 6-3 8 0" opacity="0.5" />
      </g>
    </svg>
  );
}
