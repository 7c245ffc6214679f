#pragma once

#include <QString>

namespace oneshot::session {

/// What a file or folder is, by its content.
enum class PathKind {
    Data,        ///< drawings to learn from or to ask about, as far as is seen without opening them
    LakeRuns,    ///< the fixed one-shot runs of Lake et al.
    Weights,     ///< of a network
    Run,         ///< the folder of a training
    Search,      ///< the folder of a search of settings
    Report,      ///< of a run, as JSON: its settings and data
    Drawing,     ///< one picture, or the strokes of one
    Document,    ///< a report to read: HTML, PDF, Markdown
    Answers,     ///< what people answered, exported
    Study,       ///< the protocol of a study
    EventFiles,  ///< a folder of TensorBoard's
    Missing,
    Other
};

struct KnownPath {
    QString path;  ///< absolute
    PathKind kind = PathKind::Other;
    QString words = {};  ///< what Missing and Other are, and what helps; else empty
};

/// Tells what a path is. Blocks: reads the beginning of a file, the whole of a JSON, the list of an archive or folder.
KnownPath recognise(const QString& path);

}  // namespace oneshot::session
