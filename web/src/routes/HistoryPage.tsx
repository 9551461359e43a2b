import { DecisionList } from "../people/DecisionList";
import { Page } from "../ui/Page";

export function HistoryPage() {
  return (
    <Page title="History" about="Everything you said, newest first. Nothing is final." narrow>
      <DecisionList />
    </Page>
  );
}
