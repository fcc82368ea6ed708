// Shows what has changed without a reload: the page is fetched again, and each
// part that differs is put in place. Without this script a reload does the same.
const swap = (fresh, id) => {
  const old = document.getElementById(id), now = fresh.getElementById(id);
  if (!old || !now || old.innerHTML === now.innerHTML) return;
  if (old.contains(document.activeElement) && document.activeElement !== old) return;
  for (const open of old.querySelectorAll("details[open][id]")) now.querySelector("#" + CSS.escape(open.id))?.setAttribute("open", "");
  old.innerHTML = now.innerHTML;
};

let busy = false, again = false;
const refresh = async () => {
  if (busy) { again = true; return; }
  busy = true;
  try {
    const answer = await fetch(location.pathname);
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["time", "over", "nav", "main"]) swap(fresh, id);
    }
  } catch { /* the demo has ended: what is shown stays */ }
  busy = false;
  if (again) { again = false; refresh(); }
};

new EventSource("/changes").onmessage = refresh;
