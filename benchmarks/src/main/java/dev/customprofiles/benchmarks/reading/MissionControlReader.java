package dev.customprofiles.benchmarks.reading;

import static org.openjdk.jmc.common.item.Attribute.attr;

import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/**
 * Mission Control's parser, used as it is meant to be: it loads everything into memory, chunks on several threads, sorted
 * by time, and is asked afterwards.
 */
final class MissionControlReader implements Reader {

    private static final IAttribute<Number> ID = attr("id", "Object Id", UnitLookup.RAW_NUMBER);

    @Override
    public Answer read(Path file) throws IOException {
        LiveObjects<IMCStackTrace> live = new LiveObjects<>();
        try {
            for (IItemIterable items : JfrLoaderToolkit.loadEvents(file.toFile())) {
                String type = items.getType().getIdentifier();
                boolean adds = type.equals("customprofiles.Add");
                if (adds || type.equals("customprofiles.Remove")) {
                    IMemberAccessor<Number, IItem> id = ID.getAccessor(items.getType());
                    IMemberAccessor<IMCStackTrace, IItem> stack =
                            JfrAttributes.EVENT_STACKTRACE.getAccessor(items.getType());
                    for (IItem item : items) {
                        if (adds) {
                            live.add(id.getMember(item).longValue(), stack.getMember(item));
                        } else {
                            live.remove(id.getMember(item).longValue());
                        }
                    }
                }
            }
        } catch (CouldNotLoadRecordingException e) {
            throw new IOException(e);
        }
        long frames = 0;
        for (IMCStackTrace stack : live.open().values()) {
            frames += stack.getFrames().size();
        }
        return live.answer(frames);
    }
}
