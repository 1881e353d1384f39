/**
 * Folders that every mailbox of Exchange has and that hold no mail, by the names they get in a mailbox’s language. IMAP may list
 * them, and a message that is put there is seen by nobody.
 */
const NAMES = `Calendar|Contacts|Conversation History|Files|Journal|Notes|Outbox|RSS Feeds|RSS Subscriptions|Sync Issues|Tasks|
  Calendrier|Historique des conversations|Boîte d’envoi|Boîte d'envoi|Flux RSS|Problèmes de synchronisation|Tâches|
  Kalender|Kontakte|Aufgezeichnete Unterhaltungen|Notizen|Postausgang|RSS-Feeds|Synchronisierungsprobleme|Aufgaben|
  Calendario|Contactos|Historial de conversaciones|Diario|Notas|Bandeja de salida|Fuentes RSS|
  Problemas de sincronización|Tareas|
  Contatti|Cronologia conversazioni|Note|Posta in uscita|Feed RSS|Problemi di sincronizzazione|Attività|
  Agenda|Contactpersonen|Gespreksgeschiedenis|Logboek|Notities|Postvak UIT|RSS-feeds|Synchronisatieproblemen|Taken|
  Calendário|Contatos|Histórico de Conversas|Diário|Anotações|Caixa de Saída|RSS Feeds|Problemas de Sincronização|Tarefas`;

export const OUTLOOK_FOLDERS: readonly string[] = [...new Set(NAMES.split(/\|\s*/))];
