import { commands, type QuickInputButton, type QuickPick, ThemeIcon, window, workspace } from 'vscode';
import type { SearchHit } from '../../core/api';
import type { Disposable } from '../../core/ports';
import { withFilter } from '../../core/search/typedQuery';
import { COMMANDS, type CommandId } from '../../manifest';
import { type ChoiceItem, itemOf } from '../choiceItem';
import { currentFolder } from '../currentFolder';
import type { Question } from '../dialogs';
import { memoryActions } from '../memoryActions';
import { filterChoices } from './filterChoices';
import { MemoryPreview } from './memoryPreview';
import { EVERYWHERE, MemorySearch, type SearchApi, type SearchRow } from './memorySearch';

interface RowButton extends QuickInputButton {
  readonly command: CommandId;
}

type RowItem = ChoiceItem<SearchRow>;

const FILTER: QuickInputButton = { iconPath: new ThemeIcon('filter'), tooltip: 'Filter…' };
const NARROW: QuickInputButton = { iconPath: new ThemeIcon('folder'), tooltip: 'Search this project' };
const WIDEN: QuickInputButton = { iconPath: new ThemeIcon('globe'), tooltip: 'Search all projects' };

const rowButtons = (hit: SearchHit): RowButton[] => memoryActions(hit).map(({ command, title, icon }) => ({ command, tooltip: title, iconPath: new ThemeIcon(icon) }));

/** A quick pick that searches while somebody types. Walking down its rows shows the memories; what is chosen is returned by its id. */
export async function searchPick(question: Question, api: SearchApi): Promise<string | undefined> {
  const pick = window.createQuickPick<RowItem>();
  // Found and ordered by the owner, whatever VS Code's own filter would say. Where the second is not known, titles that hold the word come first.
  Object.assign(pick, { sortByLabel: false });
  pick.placeholder = question.placeholder;
  const folder = currentFolder();
  const file = fileInEditor();
  /** The row that stays active when the list is drawn again; the best one is after a change of the question. */
  let kept: string | undefined;
  const search = new MemorySearch(api, folder, () => draw(pick, search, question, folder !== undefined, kept));
  const preview = new MemoryPreview();
  let isAsking = false;

  /** Does what takes the focus away, and comes back. */
  const aside = async (work: () => Thenable<unknown>): Promise<void> => {
    isAsking = true;
    await work();
    isAsking = false;
    pick.show();
  };
  const addFilter = async (): Promise<void> => {
    const item = await window.showQuickPick(filterChoices(file).map(itemOf), { title: `Recollect: ${question.title}`, placeHolder: 'What the search is narrowed to', matchOnDescription: true });
    if (item === undefined) return;
    pick.value = withFilter(pick.value, item.value.word, item.value.value);
    void search.type(pick.value);
  };

  const toggleScope = (): Promise<void> => {
    kept = undefined;
    return search.toggleScope();
  };

  const subscriptions: Disposable[] = [
    pick,
    preview,
    pick.onDidChangeValue((line) => {
      preview.rest();
      kept = undefined;
      void search.type(line);
    }),
    pick.onDidChangeActive(([active]) => preview.follow(memoryOf(active), active !== undefined && active === pick.items[0])),
    pick.onDidTriggerButton((button) => void (button === FILTER ? aside(addFilter) : toggleScope())),
    pick.onDidTriggerItemButton(({ item, button }) => void aside(async () => {
      kept = memoryOf(item);
      await commands.executeCommand(commandOf(button), { memoryId: kept });
      await search.again();
    })),
  ];
  try {
    const chosen = await new Promise<string | undefined>((resolve) => {
      subscriptions.push(
        pick.onDidAccept(() => {
          const row = pick.selectedItems[0]?.value;
          if (row?.kind === 'memory') resolve(row.hit.id);
          else if (row?.kind === 'everywhere') void toggleScope();
          else if (row?.kind === 'again') void search.again();
        }),
        pick.onDidHide(() => {
          if (!isAsking) resolve(undefined);
        }),
      );
      pick.show();
      void search.type('');
    });
    if (chosen === undefined) await preview.close();
    return chosen;
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

function draw(pick: QuickPick<RowItem>, search: MemorySearch, { title }: Question, hasFolder: boolean, kept: string | undefined): void {
  const { rows, isBusy, scope } = search.state;
  pick.busy = isBusy;
  if (isBusy) return;
  pick.title = `Recollect: ${title} in ${scope}`;
  pick.buttons = [FILTER, ...(hasFolder ? [scope === EVERYWHERE ? NARROW : WIDEN] : [])];
  const items = rows.map((row): RowItem => ({ ...itemOf(row), alwaysShow: true, ...(row.value.kind === 'memory' && { buttons: rowButtons(row.value.hit) }) }));
  pick.items = items;
  const same = items.find((item) => kept !== undefined && memoryOf(item) === kept);
  if (same) pick.activeItems = [same];
}

function memoryOf(item: RowItem | undefined): string | undefined {
  return item?.value.kind === 'memory' ? item.value.hit.id : undefined;
}

function commandOf(button: QuickInputButton): CommandId {
  return 'command' in button ? (button as RowButton).command : COMMANDS.openMemory;
}

/** The file in the editor as the project names it. */
function fileInEditor(): string | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' ? workspace.asRelativePath(uri, false) : undefined;
}
