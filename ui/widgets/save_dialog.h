#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace oneshot::ui {

/// What a person is asked to save.
struct SaveRequest {
    QString name;  ///< the dialog's objectName is this and ".dialog"
    QString title;
    QString fileName;  ///< proposed; its suffix is given to names without one
    QString filter;    ///< as "Tables (*.csv)"
    bool offersExcel = true;
};

/// Asks where, and whether to replace what is there; then calls `save` with the path. Of a CSV it asks besides, if that
/// is offered, whether it is for Excel, which takes letters beyond English ones for others where no byte order mark
/// stands before them.
void askWhereToSave(QWidget* parent, const SaveRequest&,
                    const std::function<void(const QString& path, bool forExcel)>& save);

}  // namespace oneshot::ui
