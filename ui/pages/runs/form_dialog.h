#pragma once

#include <QDialog>
#include <QString>
#include <functional>

namespace oneshot::ui {

struct FormTitles {
    QString name;  ///< of the dialog NAME.dialog, its buttons NAME.start and NAME.close, its fault NAME.fault
    QString title, start;
};

/// Shows a form in a dialog whose start button works while the form has no fault. The form must have a signal
/// changed(). Large forms scroll.
QDialog* openFormDialog(QWidget* parent, const FormTitles&, QWidget* form, std::function<QString()> fault,
                        std::function<void()> start, std::function<void(QDialog*, std::function<void()>)> follow);

template <typename Form>
QDialog* openForm(QWidget* parent, const FormTitles& titles, Form* form, std::function<QString()> fault,
                  std::function<void()> start) {
    return openFormDialog(parent, titles, form, std::move(fault), std::move(start),
                          [form](QDialog* dialog, std::function<void()> show) {
                              QObject::connect(form, &Form::changed, dialog, std::move(show));
                          });
}

}  // namespace oneshot::ui
