package dev.parallax.server.dialect;

import dev.parallax.change.Version;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.engine.ChangelogClient;
import dev.parallax.server.engine.Pulled;
import dev.parallax.wire.ChangesAnswer;
import dev.parallax.wire.Json;
import dev.parallax.wire.PushResult;
import dev.parallax.wire.RowJson;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What the changelog dialect says. Stateless and pure.
public final class ChangelogDialect {
    /// As `/admin/connections` calls it.
    public static final String NAME = "changelog";

    private ChangelogDialect() {}

    /// The answer to `POST /changes`.
    ///
    /// @param results of what was pushed
    /// @param session whose answer it is
    public static ObjectNode answer(List<PushResult> results, Pulled pulled, SessionValues session) {
        return new ChangesAnswer(
                        results,
                        pulled.reset(),
                        pulled.changes(),
                        pulled.cursor(),
                        pulled.stateHash(),
                        pulled.hasMore(),
                        RowJson.encode(session.values()))
                .toJson();
    }

    /// A client as `/admin/connections` shows it.
    ///
    /// @param waits whether a poll of it is waiting now
    public static ObjectNode describe(ChangelogClient client, boolean waits) {
        return Json.object()
                .put("dialect", NAME)
                .set("session", RowJson.encode(client.session().values().values()))
                .put("clientId", client.clientId())
                .put("cursor", client.cursor())
                .put("lastSeen", Version.text(client.seen()))
                .put("waiting", waits);
    }
}
