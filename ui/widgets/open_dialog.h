#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace oneshot::ui {

/// What a person is asked to open.
struct OpenRequest {
    QString name;  ///< the dialog's objectName is this and ".dialog"
    QString title;
    QString filter = {};  ///< as "Tables (*.csv);;All files (*)"; empty: a folder is asked for
    QString start = {};   ///< folder to begin in
};

/// Asks for an existing file or folder; then calls `open` with its path.
void askWhatToOpen(QWidget* parent, const OpenRequest&, const std::function<void(const QString& path)>& open);

}  // namespace oneshot::ui
