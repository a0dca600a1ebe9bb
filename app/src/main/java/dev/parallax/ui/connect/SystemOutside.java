package dev.parallax.ui.connect;

import java.net.URI;
import javafx.application.Application;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clipboard and the browser of this machine. FX thread only.
public final class SystemOutside implements Outside {
    private static final Logger LOG = LoggerFactory.getLogger(SystemOutside.class);

    /// JavaFX gives its way to the browser to applications alone; this one is never started.
    private static final class Unstarted extends Application {
        @Override
        public void start(Stage stage) {
            throw new IllegalStateException("it only lends its host services");
        }
    }

    @Override
    public boolean copy(String text) {
        try {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            return Clipboard.getSystemClipboard().setContent(content);
        } catch (RuntimeException e) {
            // Platforms without a display throw whatever they like.
            LOG.debug("There is no clipboard", e);
            return false;
        }
    }

    @Override
    public boolean browse(URI address) {
        try {
            new Unstarted().getHostServices().showDocument(address.toString());
            return true;
        } catch (RuntimeException e) {
            LOG.debug("There is no browser", e);
            return false;
        }
    }
}
