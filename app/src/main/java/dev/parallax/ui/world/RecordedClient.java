package dev.parallax.ui.world;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.View;
import dev.parallax.network.LinkFaults;
import dev.parallax.recording.WireMessage;
import dev.parallax.recording.WireTotals;
import dev.parallax.scenario.Recorder;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.Blow;
import dev.parallax.scenario.plan.Deed.LinkChange;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.RowRef;
import dev.parallax.scenario.plan.Who;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A client of which everything that a person does with it is written down. Thread-safe.
final class RecordedClient implements FleetClient {
    private final FleetClient client;
    private final String castName;
    private final Recorder recorder;

    /// @param castName by which the scenario calls it
    RecordedClient(FleetClient client, String castName, Recorder recorder) {
        this.client = client;
        this.castName = castName;
        this.recorder = recorder;
    }

    FleetClient inner() {
        return client;
    }

    String castName() {
        return castName;
    }

    @Override
    public int number() {
        return client.number();
    }

    @Override
    public String name() {
        return client.name();
    }

    @Override
    public long userId() {
        return client.userId();
    }

    @Override
    public String role() {
        return client.role();
    }

    @Override
    public String dialect() {
        return client.dialect();
    }

    @Override
    public ReplicaSnapshot snapshot() {
        return client.snapshot();
    }

    @Override
    public View openView() {
        return client.openView();
    }

    @Override
    public int views() {
        return client.views();
    }

    @Override
    public List<WireMessage> wire() {
        return client.wire();
    }

    @Override
    public WireTotals wireTotals() {
        return client.wireTotals();
    }

    @Override
    public String sessionId() {
        return client.sessionId();
    }

    @Override
    public CompletableFuture<WriteResult> create(String record, Map<String, ? extends @Nullable Object> fields) {
        return edited(new Edit.Create(record, new LinkedHashMap<>(fields)), client.create(record, fields));
    }

    @Override
    public CompletableFuture<WriteResult> update(
            String record, long id, Map<String, ? extends @Nullable Object> fields) {
        CompletableFuture<WriteResult> answer = client.update(record, id, fields);
        return id < 0 ? answer : edited(new Edit.Update(RowRef.of(record, id), new LinkedHashMap<>(fields)), answer);
    }

    @Override
    public CompletableFuture<WriteResult> delete(String record, long id) {
        CompletableFuture<WriteResult> answer = client.delete(record, id);
        return id < 0 ? answer : edited(new Edit.Delete(RowRef.of(record, id)), answer);
    }

    @Override
    public void keepMine(UUID requestId) {
        recorder.did(new Deed.Resolve(castName, true));
        client.keepMine(requestId);
    }

    @Override
    public void takeTheirs(UUID requestId) {
        recorder.did(new Deed.Resolve(castName, false));
        client.takeTheirs(requestId);
    }

    @Override
    public void goOffline() {
        link(new LinkChange(true, null, null, null, null, null));
        client.goOffline();
    }

    @Override
    public void goOnline() {
        link(new LinkChange(false, null, null, null, null, null));
        client.goOnline();
    }

    @Override
    public void cut() {
        blow(Blow.CUT);
        client.cut();
    }

    @Override
    public LinkFaults faults() {
        return client.faults();
    }

    @Override
    public void setFaults(LinkFaults faults) {
        link(new LinkChange(
                null,
                Duration.ofMillis(faults.latencyMillis()),
                Duration.ofMillis(faults.jitterMillis()),
                faults.bytesPerSecond(),
                faults.messagesPerSecond(),
                faults.halfOpen()));
        client.setFaults(faults);
    }

    @Override
    public void corruptCache() {
        blow(Blow.CORRUPT);
        client.corruptCache();
    }

    @Override
    public CompletableFuture<Void> expireSession() {
        blow(Blow.EXPIRE);
        return client.expireSession();
    }

    @Override
    public void kill() {
        blow(Blow.KILL);
        client.kill();
    }

    @Override
    public CompletableFuture<Void> restart() {
        blow(Blow.RESTART);
        return client.restart();
    }

    @Override
    public CompletableFuture<Void> changeSession(Map<String, ? extends @Nullable Object> fields) {
        recorder.did(new Deed.ChangeSession(castName, new LinkedHashMap<>(fields)));
        return client.changeSession(fields);
    }

    @Override
    public CompletableFuture<Void> signInAgain() {
        blow(Blow.SIGN_IN);
        return client.signInAgain();
    }

    private void blow(Blow blow) {
        recorder.did(new Deed.ClientFault(new Who(List.of(castName)), LinkChange.NONE, Optional.of(blow)));
    }

    private void link(LinkChange change) {
        recorder.did(new Deed.ClientFault(new Who(List.of(castName)), change, Optional.empty()));
    }

    private CompletableFuture<WriteResult> edited(Edit edit, CompletableFuture<WriteResult> answer) {
        recorder.edited(castName, edit, answer);
        return answer;
    }
}
