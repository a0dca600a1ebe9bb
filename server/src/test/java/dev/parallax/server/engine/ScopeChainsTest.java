package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.StateHash;
import dev.parallax.server.engine.Chain.Stand;
import dev.parallax.server.engine.ScopedPage.Place;
import dev.parallax.server.store.StoredClient;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeChainsTest {
    @Test
    void theClientHeardOfLeastRecentlyMakesRoom() {
        ScopeChains chains = new ScopeChains(List.of());
        Chain oldest = new Chain(client("anna", "0", 1));
        chains.put(oldest);
        chains.put(new Chain(client("bert", "0", 0)));
        for (int count = 1; count < ScopeChains.CLIENTS_LIMIT; count++) {
            assertThat(chains.put(new Chain(client("anna", "" + count, 10)))).isNull();
        }
        Chain newest = new Chain(client("anna", "newest", 5));

        assertThat(chains.put(newest)).isEqualTo(oldest.founding());
        assertThat(chains.find("anna", "0")).isEmpty();
        assertThat(chains.find("anna", "newest")).contains(newest);
        assertThat(chains.find("bert", "0")).isPresent();
    }

    @Test
    void aSessionThatEndsTakesItsClientsAlong() {
        ScopeChains chains = new ScopeChains(List.of(client("anna", "0", 1), client("bert", "0", 1)));
        chains.end("anna");
        assertThat(chains.find("anna", "0")).isEmpty();
        assertThat(chains.all()).hasSize(1);
    }

    @Test
    void theLogIsNeededFromTheOldestFoundingOfThoseHeardOfLately() {
        ScopeChains chains = new ScopeChains(List.of(client("anna", "0", 7), client("bert", "0", 9)));
        assertThat(chains.neededAfter(0)).hasValue(7);
        assertThat(chains.neededAfter(8)).hasValue(9);
        assertThat(chains.neededAfter(10)).isEmpty();
    }

    @Test
    void aChainIsFoundedAnewOnlyWhereItsClientSaidItStands() {
        Chain chain = new Chain(client("anna", "0", 1));
        Stand told = new Stand(8, StateHash.GENESIS, new Place(1, false, 9));
        chain.tell(told, 3);
        assertThat(chain.stand(8, StateHash.GENESIS)).contains(told);
        assertThat(chain.advanced(20)).isEmpty();

        chain.acknowledge(told, 19);
        StoredClient advanced = new StoredClient("anna", "0", "scope", 9, 8, StateHash.GENESIS.hex(), false, 20);
        assertThat(chain.advanced(20)).contains(advanced);
        assertThat(chain.advance(20)).contains(advanced);
        assertThat(chain.advance(20)).isEmpty();
        chain.advanceEnded(null);
        assertThat(chain.advance(20)).contains(advanced);
        chain.advanceEnded(advanced);
        assertThat(chain.founding()).isEqualTo(advanced);
        assertThat(chain.scannedSinceFounding()).isZero();
        assertThat(chain.advanced(21)).isEmpty();
    }

    private static StoredClient client(String session, String clientId, long version) {
        return new StoredClient(session, clientId, "scope", version, version, StateHash.GENESIS.hex(), true, version);
    }
}
